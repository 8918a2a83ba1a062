"""What axe-core finds on a page: nothing, if the page is as it should be."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """One line per element that breaks a rule of WCAG 2.2 AA or good practice."""
    page.evaluate(SOURCE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, { runOnly: { type: 'tag', values: rules } }).then(r => r.violations)",
        RULES,
    )
    return [
        f"{rule['id']}: {node['html'][:160]} ({' '.join(str(node.get('failureSummary', '')).split())[:300]})"
        for rule in found
        for node in rule["nodes"]
    ]
