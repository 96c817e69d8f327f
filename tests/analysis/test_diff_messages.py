"""What messages carry, tickets tell and facts may be, in two policies (C12, O2, O3)."""

from analysis.desk import changed, compared, only


def test_messages_and_intake_are_told_with_what_breaks_them() -> None:
    """O2, O3."""
    document = changed("updates", 0, "forbids", to=["raw_log"])
    document["intake"] = {"requires": ["site_url", ["screenshot", "payload"]]}
    message, intake = compared(document)
    assert (message.part, message.name, message.verdict) == ("update", "eta", "different")
    assert message.witnesses[0].old != message.witnesses[0].new
    assert (intake.part, intake.name, intake.verdict) == ("intake", "requires.payload or screenshot", "added")
    assert intake.witnesses[0].old != intake.witnesses[0].new


def test_what_a_fact_may_be_is_shown_by_a_value() -> None:
    """C12."""
    change = only(compared(changed("facts", "plan", to={"one_of": ["free", "pro", "gold"]})))
    assert (change.part, change.name, change.verdict) == ("fact", "plan", "different")
    assert change.witness is not None
    assert change.witness.events[0].facts == {"plan": "gold"}
