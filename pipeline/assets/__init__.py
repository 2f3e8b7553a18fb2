"""Thin Dagster layer over the rooms below it, a module for each stage."""
