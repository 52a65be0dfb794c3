"""Turns labelled sources into documents as municipalities publish them: PDF, DOCX, HTML, plain text and scans."""
