"""What crosses the door of the support points: wishes, summaries of designs, points."""
