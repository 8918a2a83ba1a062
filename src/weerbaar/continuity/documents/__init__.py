"""The continuity plan as documents: what it says (one neutral tree) and how it is set (PDF, DOCX).

`facts` holds what the register and the analysis say at one moment. `plan_content` & co turn that into a tree
of headings, paragraphs, tables, lists, figures and notes; `pdf` and `word` set the same tree, so that they
cannot differ. Nothing here reads the database or the clock.
"""
