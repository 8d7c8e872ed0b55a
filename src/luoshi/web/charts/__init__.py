"""Charts drawn on the server as SVG: they print, need no script, and every point is a link."""
