"""The gate: a figure that falls is told, a better one raises its floor, and none is lowered."""

import json
import re
import shutil
from pathlib import Path

import pytest

from gate.__main__ import figures_of, main
from gate.floors import EXACT, STEADY, Figure, is_below, leeway_of, raised, read_floors, written
from gate.reading import SETS, scorer, use_scorer

ROOT = Path(__file__).resolve().parents[2]
SCORE = ROOT.parent / "shared" / "score"
PAGE = "konkanherald.example_2016-02-27_ratnagiri-harbour-dredging.txt"
needs_scorer = pytest.mark.skipif(not SCORE.is_dir(), reason="the scorer is not beside the project")

TITLE = Figure("pages", "title exact", 0.8804, 10, is_cost=False)
WRONG = Figure("pages", "date WRONG", 0.0196, 10, is_cost=True)
FLOORS = {"pages": {"title exact": 0.9, "date WRONG, cost": 0.01}}


def test_a_figure_below_its_floor_has_fallen_and_so_has_a_cost_above_it() -> None:
    assert [is_below(figure, FLOORS) for figure in (TITLE, WRONG)] == [True, True]
    assert [is_below(figure, {"pages": {"title exact": 0.88}}) for figure in (TITLE, WRONG)] == [False, False]


@pytest.mark.parametrize(("pages", "by_chance"), [(20, 1), (42, 1), (90, 1), (305, 3), (335, 3), (487, 4)])
def test_learning_again_may_turn_a_page_or_a_few_and_no_more(pages: int, by_chance: int) -> None:
    right = pages * 9 // 10
    floors = {"pages": {"title exact": round(right / pages, 3), "no article, cost": round(1 - right / pages, 3)}}

    def fell(lost: int) -> list[bool]:
        share, leeway = (right - lost) / pages, leeway_of(pages)
        title = Figure("pages", "title exact", share, pages, is_cost=False, leeway=leeway)
        missing = Figure("pages", "no article", 1 - share, pages, is_cost=True, leeway=leeway)
        return [is_below(title, floors), is_below(missing, floors)]

    assert [fell(lost) for lost in range(by_chance + 1)] == [[False, False]] * (by_chance + 1)
    assert fell(by_chance + 2) == [True, True]


def test_what_needs_no_learning_holds_exactly() -> None:
    floors = {"own": {"tags": round(38 / 39, 3)}}
    assert not is_below(Figure("own", "tags", 38 / 39, 39, is_cost=False), floors)
    assert is_below(Figure("own", "tags", 37 / 39, 39, is_cost=False), floors)
    assert is_below(Figure("own", "tags", 38 / 39 - 0.002, 39, is_cost=False), floors)


@needs_scorer
def test_shares_of_texts_are_steadier_than_fields_and_the_ledger_is_exact() -> None:
    use_scorer(SCORE)
    page = scorer("warehouse").Page({"page_id": "p", "text": "One.", "line_count": 1, "status": "article"})
    gold = {"body": ["One."], "title": "One", "with": ["One."], "without": []}
    figures = {f.name: f.leeway for f in figures_of(SETS[0], [(page, gold)] * 90 + [(page, {"body": ["One."]})] * 10)}
    assert (figures["body 4-gram F1"], figures["lines covered exactly once"]) == (STEADY, EXACT)
    assert figures["title exact"] == figures["body segments F1"] == leeway_of(90)
    assert figures["pages without an article"] == leeway_of(100)


def test_floors_rise_with_better_figures_and_never_sink() -> None:
    assert raised([TITLE, WRONG], FLOORS) == FLOORS
    low = {"pages": {"title exact": 0.5, "date WRONG, cost": 0.5, "body": 0.7}}
    assert raised([TITLE, WRONG], low) == {"pages": {"title exact": 0.88, "date WRONG, cost": 0.02, "body": 0.7}}


def test_the_file_of_floors_reads_back_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "floors.toml").write_text(written(FLOORS), "utf-8")
    assert read_floors(tmp_path / "floors.toml") == FLOORS
    assert read_floors(tmp_path / "none.toml") == {}


def test_a_folder_without_gold_or_scorer_gets_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [str(tmp_path / "corpora"), "--fold-models", str(tmp_path)]
    assert main(arguments) == 2
    (tmp_path / "corpora/articles_flat").mkdir(parents=True)
    (tmp_path / "corpora/articles_flat/gold.jsonl").write_text("{}\n", "utf-8")
    assert main(arguments) == 2
    assert capsys.readouterr().out.splitlines() == [
        f"No set of pages with a gold.jsonl is in {tmp_path}/corpora: name the folder of the corpora.",
        f"The scorer is not beside the corpora: {tmp_path}/score holds no newsscore.",
    ]


@needs_scorer
def test_a_page_is_read_and_scored_and_a_floor_above_its_figures_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpora, models, floors = tmp_path / "corpora", tmp_path / "models", tmp_path / "floors.toml"
    (corpora / "articles_flat").mkdir(parents=True)
    models.mkdir()
    shutil.copy(ROOT / "seeds/pages" / PAGE, corpora / "articles_flat" / PAGE)
    golden = json.loads((ROOT / "tests/golden/synthetic" / f"{PAGE}.json").read_text("utf-8"))["article"]
    gold = {"stem": PAGE.removesuffix(".txt"), "body": golden["body"], "title": golden["title"]}
    (corpora / "articles_flat/gold.jsonl").write_text(json.dumps(gold) + "\n", "utf-8")
    (tmp_path / "score").symlink_to(SCORE)
    shutil.copy(ROOT / "seeds/models/roles.npz", models / "fold0.npz")
    (models / "folds.json").write_text(json.dumps({gold["stem"]: 0}), "utf-8")
    arguments = [str(corpora), "--fold-models", str(models), "--floors", str(floors)]
    assert main([*arguments, "--raise"]) == 0
    assert read_floors(floors)["articles_flat"]["title exact"] == 1.0
    floors.write_text(re.sub("= 1.000", "= 2.100", floors.read_text("utf-8")), "utf-8")
    assert main(arguments) == 1
    assert "articles_flat: title exact 1.000, floor 2.100" in capsys.readouterr().out


@needs_scorer
def test_fold_models_that_do_not_fit_get_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "fold0.npz").write_bytes(b"no model")
    (tmp_path / "folds.json").write_text("{}", "utf-8")
    assert main([str(SCORE.parent / "corpora"), "--fold-models", str(tmp_path)]) == 2
    assert "do not fit" in capsys.readouterr().out
