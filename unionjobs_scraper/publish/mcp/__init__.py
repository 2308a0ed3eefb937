"""The record for programs that speak the Model Context Protocol: five questions over stdio, read-only.

`answers.py` answers them; each answer has its time, how well its sources are, and the evidence. What a posting says
stands in a quotation with marks that the posting cannot know (`quotation.py`). `server.py` speaks the protocol.
"""
