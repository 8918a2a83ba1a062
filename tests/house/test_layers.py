"""Rules about structure that import-linter cannot see."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType

import pytest
from django.apps import apps

SOURCE = Path(__file__).resolve().parents[2] / "src" / "weerbaar"
LAYERS = ["interface", "accounts", "territory", "continuity", "supportpoints", "portal"]
SIDE_BY_SIDE = {"continuity", "supportpoints"}  # rooms on one line, which know nothing of each other
# functions that stand in a services module and write nothing of ours: name → why
NO_WRITE = {
    "accounts.log_failed_single_sign_on": "writes a line in the server's log only",
    "accounts.record": "is the entry itself",
    "territory.fingerprint": "computes the hash by which an import is known",
    "territory.search_name": "computes the form of a name that searching uses",
}


def test_foreign_keys_point_downwards() -> None:
    rank = {label: number for number, label in enumerate(LAYERS)}
    ours = [model for model in apps.get_models() if model.__module__.startswith("weerbaar.")]
    assert ours
    for model in ours:
        for field in model._meta.get_fields():
            other = getattr(field, "remote_field", None) and field.related_model
            if not other or field.auto_created or other._meta.app_label not in rank:
                continue
            one, two = model._meta.app_label, other._meta.app_label
            assert one == two or not {one, two} <= SIDE_BY_SIDE, f"{model.__name__}.{field.name}"
            assert rank[two] <= rank[one], f"{model.__name__}.{field.name}"


def imported(file: Path) -> Iterator[str]:
    """The modules of ours that a file imports, with the names that it takes from them."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("weerbaar."):
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.startswith("weerbaar."))


@pytest.mark.parametrize("file", sorted(SOURCE.rglob("*.py")), ids=lambda file: str(file.relative_to(SOURCE)))
def test_a_room_enters_another_by_its_door(file: Path) -> None:
    """Queries, services and types, the guard of pages, and the place where parameters are declared."""
    room = file.relative_to(SOURCE).parts[0]
    for name in imported(file):
        _, other, inner, *_ = [*name.split("."), ""]
        if other not in LAYERS or other in {room, "interface"}:
            continue
        assert inner != "models", f"takes {name}"
        assert not {room, other} <= SIDE_BY_SIDE, f"takes {name}"
        if room in LAYERS:
            assert inner in {"queries", "services", "types", "access", "parameters"}, f"takes {name}"


def test_the_layers_here_are_those_of_import_linter() -> None:
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("weerbaar.")}
    assert ours == set(LAYERS), "a new room has its place in LAYERS, from the ground up"


def service_modules() -> Iterator[ModuleType]:
    for room in LAYERS:
        if importlib.util.find_spec(f"weerbaar.{room}.services"):
            yield importlib.import_module(f"weerbaar.{room}.services")


def services() -> list[tuple[str, str, FunctionType]]:
    """(room's module, name, function) of every public function in any room's services."""
    found = []
    for module in service_modules():
        for name, function in vars(module).items():
            own = inspect.isfunction(function) and function.__module__.startswith(module.__name__)
            if own and not name.startswith("_"):
                found.append((module.__name__, name, inspect.unwrap(function)))
    return found


SERVICES = services()


@pytest.mark.parametrize(("module", "name", "function"), SERVICES, ids=[f"{m}.{n}" for m, n, _ in SERVICES])
def test_who_does_it_comes_first(module: str, name: str, function: FunctionType) -> None:
    if f"{module.split('.')[1]}.{name}" in NO_WRITE:
        pytest.skip(NO_WRITE[f"{module.split('.')[1]}.{name}"])
    first = next(iter(inspect.signature(function).parameters), None)
    assert first == "actor", f"{module}.{name}: the first parameter is the actor"


def calls_in(module: ModuleType) -> dict[str, set[str]]:
    """The names that each function of a services package calls."""
    sources = [module]
    if hasattr(module, "__path__"):
        sources += [
            importlib.import_module(f"{module.__name__}.{each.name}")
            for each in pkgutil.iter_modules(module.__path__)
        ]
    called: dict[str, set[str]] = {}
    for source in sources:
        for node in ast.walk(ast.parse(inspect.getsource(source))):
            if isinstance(node, ast.FunctionDef):
                names = called.setdefault(node.name, set())
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Call):
                        function = inner.func
                        names.add(
                            function.attr
                            if isinstance(function, ast.Attribute)
                            else getattr(function, "id", "")
                        )
    return called


@pytest.mark.parametrize(("module", "name", "function"), SERVICES, ids=[f"{m}.{n}" for m, n, _ in SERVICES])
def test_every_write_leaves_an_audit_entry(module: str, name: str, function: FunctionType) -> None:
    if f"{module.split('.')[1]}.{name}" in NO_WRITE:
        pytest.skip(NO_WRITE[f"{module.split('.')[1]}.{name}"])
    called = calls_in(importlib.import_module(module))
    seen: set[str] = set()
    ahead = {function.__name__}
    while ahead:
        one = ahead.pop()
        seen.add(one)
        ahead |= called.get(one, set()) - seen
    assert "record" in seen, f"{module}.{name} reaches no accounts.services.record"


def test_core_has_no_clock_and_no_files() -> None:
    import weerbaar.core

    for each in pkgutil.walk_packages(weerbaar.core.__path__, "weerbaar.core."):
        spec = importlib.util.find_spec(each.name)
        assert spec
        assert spec.origin
        tree = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
        imported = {
            name.name.split(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for name in node.names
        } | {(node.module or "").split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not imported & {"django", "pathlib", "datetime", "io", "shutil", "sqlite3"}, each.name
