"""Calibration: what a confidence is worth, the table that the reader uses, and the plot made from the same values."""

from __future__ import annotations

from xml.etree import ElementTree

from benchmarks.reading.calibrate import PLOT, TABLE, Value, as_csv, held_out, load, measured
from benchmarks.reading.reliability import bins, expected_error
from ingest.confidence import Measured, shifted


def test_the_table_is_what_the_values_give() -> None:
    assert TABLE.read_text(encoding="utf-8") == as_csv(measured(load()))


def test_a_value_at_nine_tenths_is_right_nine_times_in_ten() -> None:
    near = [right for confidence, right in held_out(load()) if 0.85 <= confidence < 0.95]
    assert len(near) > 100
    assert abs(sum(near) / len(near) - 0.9) < 0.05


def test_calibrated_values_are_no_further_off_than_stated_ones() -> None:
    values = load()
    assert expected_error(held_out(values)) < expected_error([(one.confidence, one.right) for one in values])


def test_few_values_move_a_rule_little_and_many_move_it_far() -> None:
    def wrong(count: int) -> list[Value]:
        return [Value("a", "rule", 0.9, right=False) for _ in range(count)]

    few, many = measured(wrong(1))["rule"], measured(wrong(60))["rule"]
    assert few.confidence > 0.7
    assert many.confidence < 0.1


def test_a_rule_never_measured_keeps_its_word_and_no_value_is_certain() -> None:
    assert shifted(0.8, None) == 0.8
    assert shifted(0.95, Measured(50, 50, 0.5, 0.98)) == 0.99
    assert shifted(0.2, Measured(50, 0, 0.9, 0.1)) == 0.05


def test_the_plot_shows_every_group() -> None:
    circles = ElementTree.fromstring(PLOT.read_text(encoding="utf-8")).findall(".//{http://www.w3.org/2000/svg}circle")
    values = load()
    groups = bins([(one.confidence, one.right) for one in values]) + bins(held_out(values))
    assert len(circles) == len(groups)
