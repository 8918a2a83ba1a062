"""Pillar 1: processes, resources, impact analysis, crisis organisation, the plan, exercises, awareness."""
