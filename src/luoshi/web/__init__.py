"""Pages and the JSON API over one ledger.

How to add a page:

1. ``routes/<page>.py`` holds an ``APIRouter`` named ``router``; a route reads what it needs through
   ``request.app.state.desk`` and returns ``page(request, "<page>.html", …)``.
2. ``access.py`` gets a row for every new path: who may call it. A route without a row stops ``create_app``.
3. ``app.py`` lists the module in ``PAGES``; ``navigation.py`` lists it if the head of each page links to it.
4. ``templates/<page>.html`` extends ``base.html``. No inline script, no inline style, no ``style=`` or
   ``on…=`` attribute: the content security policy forbids them. Styles go to ``static/css/``, behaviour to
   ``static/js/``, both as their own files, loaded through ``asset()``.
5. Words go to ``i18n/<page>.toml`` in both languages and are read with ``t("<page>.<key>")``. Words of a
   source are marked ``lang="zh-CN"`` with the ``source`` filter and are never translated.
6. Figures, periods and dates are written by the filters of ``format.py``; a status, a badge or a citation by
   the macros of ``templates/parts/``. Links between pages are made with ``link()``, which carries the three
   times of the question along.
7. The test of a page in ``tests/web/`` opens it in Chromium and asserts what a person sees; add its path to
   ``tests/web/test_every_page.py``, which checks accessibility, weight, policy and both languages.
"""
