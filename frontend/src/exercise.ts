// What the pages of an exercise need beyond every other page: the mark that stands on each of them.

import "./styles/exercise.css";
