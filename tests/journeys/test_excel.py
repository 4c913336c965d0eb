"""A controller fills in the budget in a spreadsheet program, is told of two mistakes, mends them, and the annual report has the figures."""

import subprocess
import zipfile

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from fardplan.accounts.permissions import Role
from tests.factories import BudgetFactory, MembershipFactory, ProgrammeFactory, UserFactory
from tests.journeys.helpers import assert_accessible, log_in, press, save

YEAR = timezone.localdate().year


@pytest.mark.timeout(300)
def test_budget_from_template_to_annual_report(page: Page, transactional_db, tmp_path, complaints):
    complaints.forgive("422")
    given_a_programme_with_an_empty_budget()
    log_in(page, "ola")

    template = when_i_download_the_template(page, tmp_path)
    when_i_choose(page, filled_in(template, tmp_path / "budget.xlsx", name=f"Programbudget {YEAR}0", amount="mycket"))
    then_two_mistakes_are_explained(page)

    when_i_choose(page, filled_in(template, tmp_path / "rattad.xlsx", name=f"Programbudget {YEAR}", amount=1_234_000))
    then_i_see_what_is_new(page)
    press(page, page.get_by_role("button", name="Spara raderna"))
    then_i_have_a_receipt(page)

    then_the_annual_report_has_the_figures(page)


def given_a_programme_with_an_empty_budget():
    programme = ProgrammeFactory(slug="nara-vard", name="Nära vård i Exempellän")
    MembershipFactory(user=UserFactory(username="ola", display_name="Ola Ek"), programme=programme, role=Role.CONTROLLER)
    BudgetFactory(programme=programme, title=f"Programbudget {YEAR}", year=YEAR)


def when_i_download_the_template(page, folder):
    page.goto(f"/nara-vard/ekonomi/?ar={YEAR}")
    press(page, page.get_by_role("link", name="Läs in från Excel Budget och utfall"))
    assert_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta mallen").click()
    download.value.save_as(folder / "mall.xlsx")
    return folder / "mall.xlsx"


def filled_in(template, path, *, name, amount):
    """The template with two rows, saved by a real spreadsheet program: everything that is read was written by LibreOffice Calc."""
    book = openpyxl.load_workbook(template)
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    for number, title in enumerate(("Processledning", "Lärande och nätverk"), 3):
        for heading, value in {
            "Budgetens namn": name if number == 3 else f"Programbudget {YEAR}",
            "Rad": title,
            "Budget (kr)": amount if number == 4 else 500_000,
        }.items():
            sheet.cell(number, headings.index(heading) + 1, value)
    book.save(path)
    return saved_by_calc(path)


def saved_by_calc(path):
    """Opened and saved anew by Debian's LibreOffice Calc, under the same name in a folder of its own."""
    folder = path.parent / f"calc-{path.stem}"
    profile = f"-env:UserInstallation=file://{path.parent}/profil"
    convert = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(path)]
    done = subprocess.run(convert, check=True, capture_output=True, text=True, timeout=200)
    saved = folder / path.name
    assert saved.is_file(), f"Is libreoffice-calc-nogui installed? ./dev setup says how.\n{done.stderr}"
    assert "LibreOffice" in zipfile.ZipFile(saved).read("docProps/app.xml").decode()
    return saved


def when_i_choose(page, path):
    page.locator("input[type=file]").set_input_files(path)
    press(page, page.get_by_role("button", name="Läs filen"))


def then_two_mistakes_are_explained(page):
    main = page.get_by_role("main")
    expect(main).to_contain_text("2 saker behöver rättas. Inget har sparats.")
    expect(main).to_contain_text("rad 3, Budgetens namn")
    expect(main).to_contain_text(f"Menade du “Programbudget {YEAR}”?")
    expect(main).to_contain_text("rad 4, Budget (kr)")
    assert_accessible(page)


def then_i_see_what_is_new(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("Se vad som ändras")
    expect(page.get_by_role("main")).to_contain_text("1\u00a0234\u00a0000")
    assert_accessible(page)


def then_i_have_a_receipt(page):
    expect(page.get_by_role("main")).to_contain_text("Raderna är sparade")
    expect(page.get_by_role("button", name="Ångra inläsningen")).to_be_visible()
    assert_accessible(page)


def then_the_annual_report_has_the_figures(page):
    press(page, page.get_by_role("link", name="Rapporter").first)
    press(page, page.get_by_role("link", name=f"Påbörja årsrapporten för {YEAR}"))
    save(page)
    expect(page.get_by_role("main")).to_contain_text("Lärande och nätverk")
    expect(page.get_by_role("main")).to_contain_text("1\u00a0234")
