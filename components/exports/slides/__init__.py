"""Slides: a briefing as a PowerPoint file. `deck` puts it together; each other module makes one thing on a slide."""

from components.exports.slides.deck import pptx, subtitle

__all__ = ["pptx", "subtitle"]
