"""Imported by the server that workers are forked from, and by nothing else: importing it loads what they hold."""

from pipeline.engine.worker_state import load

load()
