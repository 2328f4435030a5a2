"""YAML that remembers on which line each value stands, so that an error can name it."""

from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

Place = tuple[str | int, ...]


class MarkedYaml:
    """The content of a YAML text, and the line (from 1) of every value in it.

    Raises ValueError naming the line when the text is not YAML, when a key appears twice or is
    not text, and when a value contains itself or is nested too deeply to read.
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[Place, int] = {}
        self._constructor = SafeConstructor()
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
            self.content = None if root is None else self._value(root, (), set())
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            raise ValueError(f"line {line}: {error.problem or error.context}") from None
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            raise ValueError(f"line {line}: a character that YAML does not allow") from None
        except RecursionError:
            raise ValueError("line 1: nested too deeply to read") from None

    def line(self, path: Place) -> int:
        """The line of a value, or of the nearest thing around it that exists."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def _value(self, node: yaml.Node, path: Place, above: set[int]) -> Any:
        line = node.start_mark.line + 1
        self._lines.setdefault(path, line)
        if id(node) in above:
            raise ValueError(f"line {line}: a value contains itself")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, above | {id(node)})
        if isinstance(node, yaml.SequenceNode):
            inside = above | {id(node)}
            return [
                self._value(child, (*path, index), inside) for index, child in enumerate(node.value)
            ]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Place, above: set[int]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = self._scalar(key_node) if isinstance(key_node, yaml.ScalarNode) else None
            if not isinstance(key, str) or key == "<<":
                raise ValueError(f"line {line}: the key {key_node.value!r} is not a plain word")
            if key in found:
                first = self._lines[(*path, key)]
                raise ValueError(f"line {line}: {key} is here twice (first on line {first})")
            self._lines[(*path, key)] = line
            found[key] = self._value(value_node, (*path, key), above)
        return found

    def _scalar(self, node: yaml.Node) -> Any:
        try:
            return self._constructor.construct_object(node, deep=True)
        except ValueError as error:
            raise ValueError(f"line {node.start_mark.line + 1}: {error}") from None


def read_marked_yaml(path: Path) -> MarkedYaml:
    """The content of a YAML file; raises ValueError naming the file and the line."""
    try:
        return MarkedYaml(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"{path.name} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{path.name} is not UTF-8 text") from None
    except ValueError as error:
        raise ValueError(f"{path.name} {error}") from None
