"""Workloads and measurements of the pipeline's speed."""
