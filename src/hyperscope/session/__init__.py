"""The only room with state: open data and the runs over them. Its door is `session.session.Session`."""
