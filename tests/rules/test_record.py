"""The record of a broad view: one canonical text, read back whole, with a digest."""

from __future__ import annotations

import dataclasses
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.evaluations.rules.record import RecordLink, closed, without
from speir.evaluations.rules.record_origin import RecordAgreement, RecordParty
from speir.evaluations.rules.record_text import FORMAT, digest, from_json, judgement_in, to_json
from speir.evidence.rules.items import NOT_OPEN
from tests.factories.records import LEVELS, evidence, judgement, record

# An edition as it was sealed in format 1, and the digest of its text as a checker of another make gave it.
FORMAT_1 = (
    r'{"format":1,"record":{"demonstration":false,"edition":1,"framework":"How well are children prote'
    r'cted?","framework_key":"hmie-2005","framework_version":1,"levels":[["Good",4],["Weak",2]],"overa'
    r'rching_answer":"","overarching_question":"How well?","period":"2026","questions":[{"answer":"Hel'
    r'p comes early.","judgements":[{"advice":[],"confirmed":"Confirmed by 2 kinds of source","crucial'
    r'":false,"evidence":[{"kind":"case_files","kind_name":"Case files","period":"April 2026","shows":'
    r'"In 11 of 12 files the child was seen that day.","speaks_of":"happens","stance":"supports","them'
    r'es":[["Trust","strength"]],"voices":["children"]}],"improvements":"","kinds":0,"level":{"counts_'
    r'as":"strength","key":"good","maintain":false,"name":"Good","position":4},"not_evaluated":false,"'
    r'number":"1.1","pieces":0,"provisional":false,"short":"Short 1.1","state":"not_started","strength'
    r's":"’S e cànan na cloinne.","sure":"","themes":["Communication","Trust"],"title":"Title of 1.1",'
    r'"written_at":"","written_by":""},{"advice":[],"confirmed":"Confirmed by 2 kinds of source","cruc'
    r'ial":false,"evidence":[],"improvements":"","kinds":0,"level":null,"not_evaluated":true,"number":'
    r'"1.2","pieces":0,"provisional":false,"short":"Short 1.2","state":"not_started","strengths":"","s'
    r'ure":"","themes":["Communication","Trust"],"title":"Title of 1.2","written_at":"","written_by":"'
    r'"}],"number":"1","short":"Question 1","title":"Question 1?"}],"sealed_by":"Morag Sinclair","seal'
    r'ed_on":"2026-03-02","source_line":"Source and date.","title":"Broad view 2026","unit":"Strathard'
    r'le children’s team"}}'
)
ITS_DIGEST = "47d83c538cbf4ba219938a6324f5acb78bd07f31dad4903fcc52123f568e5942"

# An edition as Speir sealed it in format 4, before accounts were kept, and its digest by `sha256sum`.
FORMAT_4 = (
    r'{"format":4,"record":{"demonstration":false,"edition":1,"framework":"How well are children protected?","'
    r'framework_key":"hmie-2005","framework_version":1,"levels":[["Excellent",6],["Very good",5],["Good",4],["'
    r'Adequate",3],["Weak",2],["Unsatisfactory",1]],"only_me":false,"overarching_answer":"","overarching_quest'
    r'ion":"How well?","period":"2026","questions":[{"answer":"","judgements":[{"advice":[],"confirmed":"Confi'
    r'rmed by 2 kinds of source","crucial":false,"evidence":[{"item":"aaaaaaaaaaaaaaaa","kind":"case_files","k'
    r'ind_name":"Case files","period":"April 2026","shows":"In 11 of 12 files the child was seen that day.","s'
    r'peaks_of":"happens","stance":"supports","themes":[["Trust","strength"]],"voices":["children"],"withheld"'
    r':false},{"item":"","kind":"case_files","kind_name":"Case files","period":"","shows":"","speaks_of":"happ'
    r'ens","stance":"supports","themes":[],"voices":["children"],"withheld":true}],"improvements":"","kinds":0'
    r',"level":{"counts_as":"strength","key":"good","maintain":false,"name":"Good","position":4},"not_evaluate'
    r'd":false,"number":"1.1","pieces":0,"provisional":false,"reason":"The files say so.","short":"Short 1.1",'
    r'"state":"not_started","strengths":"’S e cànan na cloinne.","sure":"","themes":["Communication","Trust"],'
    r'"title":"Title of 1.1","written_at":"","written_by":""}],"number":"1","short":"Question 1","title":"Ques'
    r'tion 1?"}],"sealed_by":"Morag Sinclair","sealed_on":"2026-03-02","source_line":"Source and date.","title'
    r'":"Broad view 2026","trail_head":"3-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","unit":"Strathardle children’s tea'
    r'm"}}'
)
DIGEST_4 = "3df5908bba73d9d547e77602b2638ea1aa0500877306393bc1e832d1b669c282"

# An edition as Speir sealed it in format 5, before answers had their writers, and its digest by `sha256sum`.
FORMAT_5 = (
    r'{"format":5,"record":{"demonstration":false,"edition":1,"framework":"How well are children protect'
    r'ed?","framework_key":"hmie-2005","framework_version":1,"levels":[["Excellent",6],["Very good",5],['
    r'"Good",4],["Adequate",3],["Weak",2],["Unsatisfactory",1]],"only_me":false,"overarching_answer":"We'
    r'll.","overarching_question":"How well?","period":"2026","questions":[{"answer":"Help comes early."'
    r',"judgements":[{"advice":[],"confirmed":"Confirmed by 2 kinds of source","crucial":false,"evidence'
    r'":[{"account":"All of it.","item":"aaaaaaaaaaaaaaaa","kind":"case_files","kind_name":"Case files",'
    r'"links":[{"url":"https://example.scot/a","words":"The audit"}],"origin":"","period":"April 2026","'
    r'shows":"In 11 of 12 files the child was seen that day.","speaks_of":"happens","stale":false,"stanc'
    r'e":"supports","taken_as":"","themes":[["Trust","strength"]],"triage":"","valid_until":"","voices":'
    r'["children"],"withdrawn_on":"","withdrawn_why":"","withheld":false}],"improvements":"","kinds":0,"'
    r'level":{"counts_as":"strength","key":"good","maintain":false,"name":"Good","position":4},"not_eval'
    r'uated":false,"number":"1.1","pieces":0,"provisional":false,"reason":"The files say so.","short":"S'
    r'hort 1.1","stands":["One piece tells of what happens."],"state":"not_started","strengths":"’S e cà'
    r'nan na cloinne.","sure":"","themes":["Communication","Trust"],"title":"Title of 1.1","written_at":'
    r'"","written_by":""}],"number":"1","short":"Question 1","title":"Question 1?"}],"sealed_by":"Morag '
    r'Sinclair","sealed_on":"2026-03-02","source_line":"Source and date.","title":"Broad view 2026","tra'
    r'il_head":"3-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","unit":"Strathardle children’s team"}}'
)
DIGEST_5 = "1228317f61e5e5045a528747274121d7ac421c6abc13c26a840b7634a4071514"

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)


@given(text=TEXTS, level=st.sampled_from(["", *LEVELS]), advice=st.lists(TEXTS, max_size=3), sealed_by=TEXTS)
def test_a_record_reads_back_as_it_was(text, level, advice, sealed_by):
    whole = record(
        judgement(
            "1.1",
            level,
            strengths=text,
            reason=text,
            advice=tuple(advice),
            stands=(text,),
            evidence=(
                evidence(shows=text, account=text, origin=text, links=(RecordLink(text, ""),)),
                evidence(),
            ),
        ),
        judgement("3.3", not_evaluated=True, evidence=(evidence(voices=(), themes=()),)),
        answers={"1": text, "": text},
        sealed_by=sealed_by,
    )
    assert from_json(to_json(whole)) == whole
    assert to_json(from_json(to_json(whole))) == to_json(whole)


def test_judgements_come_in_the_publications_order():
    whole = record(judgement("1.1"), judgement("1.2"), judgement("5.4"))
    assert [j.number for j in whole.judgements] == ["1.1", "1.2", "5.4"]


def test_a_sealed_text_has_its_words_in_one_order_whatever_order_the_code_has_them_in():
    read = json.loads(to_json(record(judgement("1.1", "good"))))
    assert list(read["record"]) == sorted(read["record"])
    assert list(read["record"]["questions"][0]["judgements"][0]) == sorted(
        read["record"]["questions"][0]["judgements"][0]
    )


def test_a_record_that_differs_anywhere_has_another_digest():
    one = to_json(record(judgement("1.1", "good")))
    other = to_json(record(judgement("1.1", "good", strengths=" ")))
    assert digest(one) != digest(other)
    assert digest(one) == digest(to_json(record(judgement("1.1", "good"))))


def test_a_digest_is_the_sha_256_that_anybody_can_check():
    text = to_json(record(judgement("1.1", strengths="’S e cànan na cloinne")))
    assert digest(text) == hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_gaelic_and_signs_stand_in_the_text_as_they_are():
    assert "’S e cànan 👧" in to_json(record(judgement("1.1", strengths="’S e cànan 👧")))


def test_an_edition_in_a_format_of_the_future_is_refused_by_its_number():
    text = json.dumps({"format": 99, "record": {}})
    with pytest.raises(ValueError, match="format 99; this version reads 1, 2, 3, 4, 5, 6"):
        from_json(text)


def test_an_edition_sealed_before_reasons_were_kept_is_read_and_its_digest_still_fits():
    assert digest(FORMAT_1) == ITS_DIGEST
    old = from_json(FORMAT_1)
    assert [(j.number, j.level, j.not_evaluated, j.reason) for j in old.judgements] == [
        ("1.1", LEVELS["good"], False, ""),
        ("1.2", None, True, ""),
    ]
    assert old.judgements[0].strengths == "’S e cànan na cloinne."
    assert old.judgements[0].evidence == (evidence(),)
    assert (old.sealed_by, old.sealed_on, old.questions[0].answer) == (
        "Morag Sinclair",
        "2026-03-02",
        "Help comes early.",
    )
    assert from_json(to_json(old)) == old


def test_an_edition_of_today_that_lacks_the_reason_or_an_item_is_no_edition():
    today = FORMAT_1.replace('"format":1', f'"format":{FORMAT}')
    with pytest.raises(TypeError, match="'item', 'account', 'origin'"):
        from_json(today)
    said = json.loads(today)
    said["record"]["questions"][0]["judgements"][0]["evidence"] = []
    with pytest.raises(TypeError, match="reason"):
        from_json(json.dumps(said))


def test_an_edition_sealed_before_accounts_were_kept_is_read_and_says_nothing_of_them():
    whole = record(judgement("1.1", "good", evidence=(evidence(item="a" * 16),)))
    said = json.loads(to_json(whole))
    piece = said["record"]["questions"][0]["judgements"][0]["evidence"][0]
    for name in ("account", "origin", "taken_as", "triage", "valid_until", "stale", "links"):
        del piece[name]
    del (
        piece["withdrawn_on"],
        piece["withdrawn_why"],
        said["record"]["questions"][0]["judgements"][0]["stands"],
    )
    old = from_json(json.dumps(said | {"format": 4}))
    assert old == whole
    assert old.judgements[0].evidence[0].line == (
        "Case files",
        "April 2026",
        "what happens",
        "views of children",
        "Supports our judgement",
    )
    with pytest.raises(TypeError, match="account"):
        from_json(json.dumps(said))


def test_an_edition_sealed_in_format_4_is_read_and_its_digest_still_fits():
    assert digest(FORMAT_4) == DIGEST_4
    (old,) = from_json(FORMAT_4).judgements
    assert (old.strengths, old.reason, old.stands) == ("’S e cànan na cloinne.", "The files say so.", ())
    assert [(one.withheld, one.account, one.links) for one in old.evidence] == [
        (False, "", ()),
        (True, "", ()),
    ]
    assert old.evidence[0] == evidence(item="a" * 16)


def test_an_edition_sealed_in_format_5_is_read_names_no_writer_of_an_answer_and_its_digest_still_fits():
    assert digest(FORMAT_5) == DIGEST_5
    old = from_json(FORMAT_5)
    assert (old.questions[0].answer, old.questions[0].answer_by) == ("Help comes early.", "")
    assert (old.overarching_answer, old.overarching_by) == ("Well.", "")
    assert (old.capacity_question, old.capacity_answer, old.capacity_by, old.parties) == ("", "", "", ())
    (one,) = old.judgements
    assert (one.range, one.agreement, one.asked, one.stands) == (
        "",
        None,
        True,
        ("One piece tells of what happens.",),
    )
    assert judgement_in(FORMAT_5, "1.1") == one
    assert judgement_in(FORMAT_5, "9.9") is None


def test_what_it_came_from_and_who_took_part_is_read_back_as_it_was():
    agreement = RecordAgreement(
        False, "", "Both are right.", "Morag", "2026-03-02", "Both say good.", ("Health", "Police")
    )
    parties = (
        RecordParty("Health", 2, "f" * 64, "2026-03-01", True),
        RecordParty("Police", 0, "", "", False),
    )
    whole = record(
        judgement("1.1", range="Both say good.", agreement=agreement),
        judgement("1.2", asked=False),
        parties=parties,
        capacity_question="How able are we to improve?",
        capacity_answer="Able.",
        capacity_by="Una",
    )
    assert from_json(to_json(whole)) == whole
    assert judgement_in(to_json(whole), "1.1") == whole.judgements[0]
    assert [one.number for one in whole.told] == ["1.1"]
    assert [party.said for party in parties] == [
        "It handed in edition 2 on 1 March 2026, after the day it was asked for.",
        "It takes part and has handed nothing in yet.",
    ]


def test_a_piece_of_evidence_says_in_its_line_what_makes_one_careful():
    careful = evidence(
        speaks_of="", taken_as="opinion", triage="concern", valid_until="2026-03-03", stale=True, voices=()
    )
    assert careful.line == (
        "Case files",
        "April 2026",
        "opinion",
        "Supports our judgement",
        "first look: concern",
        "stale since 3 March 2026",
    )
    gone = evidence(withdrawn_on="2026-03-04", withdrawn_why="The wrong files.", stale=True)
    assert gone.line[-1] == "withdrawn: The wrong files."
    assert evidence(triage="none").cautions == ()


def test_a_record_without_some_words_says_that_they_are_not_open_and_all_else_as_before():
    told = {
        "account": "Long.",
        "origin": "Here.",
        "withdrawn_why": "Wrong.",
        "links": (RecordLink("u", "w"),),
    }
    pieces = (evidence(item="a" * 16, **told), evidence(item="b" * 16))
    whole = record(judgement("1.1", "good", evidence=pieces), judgement("1.2", evidence=pieces[:1]))
    less = without(whole, {"a" * 16})
    assert [[e.withheld for e in j.evidence] for j in less.judgements] == [[True, False], [True]]
    assert sorted(whole.items) == ["a" * 16, "b" * 16]
    assert sorted(less.items) == ["b" * 16]
    assert less.judgements[0].evidence[0].said == NOT_OPEN
    assert less.judgements[0].evidence[1] == pieces[1]
    shut = less.judgements[0].evidence[0]
    assert not any((shut.shows, shut.account, shut.origin, shut.withdrawn_why, shut.links, shut.line))
    assert dataclasses.replace(less, questions=whole.questions) == whole
    assert without(whole, ()) is whole


def test_an_edition_sealed_before_the_trail_had_a_head_is_read_and_one_of_today_must_say_it():
    whole = record(judgement("1.1", "good", reason="A reason."), trail_head="3-" + "a" * 32)
    said = json.loads(to_json(whole))
    del said["record"]["trail_head"]
    assert from_json(json.dumps(said | {"format": 2})) == dataclasses.replace(whole, trail_head="")
    with pytest.raises(TypeError, match="trail_head"):
        from_json(json.dumps(said))


def test_a_record_holds_no_sum_of_levels():
    """Levels stand in a record one by one: no key of it could hold a mean, a score or a share of them."""

    def keys(data):
        if isinstance(data, dict):
            for key, value in data.items():
                yield key
                yield from keys(value)
        elif isinstance(data, list):
            for value in data:
                yield from keys(value)

    found = set(keys(json.loads(to_json(record(judgement("1.1", "good", evidence=(evidence(),)))))))
    assert not {
        k for k in found for word in ("mean", "average", "score", "total", "percent", "share") if word in k
    }


def test_a_piece_whose_item_nobody_can_name_is_closed_like_one_that_is_named():
    old, *_rest = from_json(FORMAT_1).judgements
    assert all(one.withheld and not one.shows for one in closed(old, {""}).evidence)
    assert closed(old, ()) is old
