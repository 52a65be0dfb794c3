"""The pages: templates, one style sheet, and the words they use. No page needs a script."""
