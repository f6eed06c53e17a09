"""A Starlette app over a session, its guard, the page's files, and `show`."""
