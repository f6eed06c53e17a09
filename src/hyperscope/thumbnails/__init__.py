"""Images become PNG pages: `pages.plan`, `pages.draw`."""
