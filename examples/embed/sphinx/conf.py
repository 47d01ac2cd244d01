"""Sphinx with MyST: Markdown instead of reStructuredText."""

project = "A manual with a figure"
extensions = ["myst_parser"]
html_theme = "alabaster"
