from functools import cached_property

from workbench.frozen import Frozen


class Square(Frozen):
    side: float

    @cached_property
    def area(self) -> float:
        return self.side**2


def test_a_changed_copy_forgets_what_was_worked_out_of_the_old() -> None:
    small = Square(side=2)
    assert small.area == 4
    assert small.model_copy(update={"side": 3}).area == 9
    assert small.model_copy().area == 4
    assert small == Square(side=2)
