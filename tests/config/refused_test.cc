// Every way a crosswalk.yaml can be wrong, each with the sentence and the line that a person gets.
#include <doctest/doctest.h>

#include "folder.h"

using namespace crosswalk;
using namespace crosswalk::config;

namespace {

struct Wrong {
  std::string yaml;
  std::string error;
};

void check_all(const std::vector<Wrong>& cases) {
  const Folder folder;
  for (const auto& wrong : cases) {
    CAPTURE(wrong.yaml);
    CHECK(folder.error_of(wrong.yaml) == wrong.error);
  }
}

const std::string secret_forms =
    "write {secret: NAME} (the file secrets/NAME), {env: VARIABLE}, {file: PATH} or {credential: NAME} "
    "(systemd's)";

}  // namespace

TEST_CASE("unknown, doubled and missing keys are named with their line") {
  check_all({
      {with_line(4, "      clientid: wm-client"),
       "crosswalk.yaml:4: `pairs.shop.walmart.clientid` is not a key that is known here; did you mean "
       "`client_id`?"},
      {with_line(4, "      Client_ID: wm-client"),
       "crosswalk.yaml:4: `pairs.shop.walmart.Client_ID` is not a key that is known here; did you mean "
       "`client_id`?"},
      {smallest + "    colour: blue\n",
       "crosswalk.yaml:12: `pairs.shop.colour` is not a key that is known here; known here: walmart, "
       "xero, cloudsuite, rules, "
       "reload, book, posting, posting_since, accrue, pay, charge_amount, books, rates, reconcile, poll, "
       "linger, feedback, privacy, "
       "budget"},
      {"stroe: sqlite:a.db\n" + smallest,
       "crosswalk.yaml:1: `stroe` is not a key that is known here; did you mean `store`?"},
      {smallest + "    books: {start: 2026-02-01, timezone: UTC}\n",
       "crosswalk.yaml:12: `pairs.shop.books` stands twice, first at line 9; remove one of them"},
      {smallest + "  shop: {}\n",
       "crosswalk.yaml:12: `pairs.shop` stands twice, first at line 2; remove one of them"},
      {with_line(4, "      market: us"),
       "crosswalk.yaml:3: `pairs.shop.walmart.client_id` is missing; add the line `client_id: ...`"},
      {smallest + "    pay: settled\n",
       "crosswalk.yaml:12: `pairs.shop.pay`: settlements pay from the clearing account; say "
       "books.clearing_account"},
      {smallest + "    posting: settlement\n",
       "crosswalk.yaml:9: `pairs.shop.books`: one document a settlement needs clearing_account, which pays "
       "it, "
       "and carried_forward_account, which holds what an earlier month of it comes to"},
      {smallest + "    accrue: yearly\n",
       "crosswalk.yaml:12: `pairs.shop.accrue`: write none or month_end (what has shipped by a month's end "
       "and "
       "is not settled is in the books of that month)"},
      {smallest + "      accrued_income_account: 127\n    accrue: month_end\n",
       "crosswalk.yaml:13: `pairs.shop.accrue`: with `posting: order` what has shipped is in the books "
       "already; write none"},
      {smallest + "      clearing_account: 090\n      carried_forward_account: 125\n    posting: settlement\n"
                  "    accrue: month_end\n",
       "crosswalk.yaml:15: `pairs.shop.accrue`: what is accrued needs an account to stand on; say "
       "books.accrued_income_account"},
      {smallest + "      opening_balance: 1234.56\n      opening_account: 126\n",
       "crosswalk.yaml:12: `pairs.shop.books.opening_balance`: it is booked on clearing_account against "
       "opening_account; say both beside it"},
      {smallest + "      opening_balance: 1.234\n",
       "crosswalk.yaml:12: `pairs.shop.books.opening_balance`: write an amount with at most two decimals: "
       "1234.56 when Walmart owes you, -1234.56 when you owe it"},
      {smallest + "      rounding_tolerance: 0.02\n",
       "crosswalk.yaml:12: `pairs.shop.books.rounding_tolerance`: differences within it need an account to "
       "be "
       "booked on; say rounding_account beside it"},
      {smallest + "      rounding_account: 860\n      rounding_tolerance: 0\n",
       "crosswalk.yaml:13: `pairs.shop.books.rounding_tolerance`: write the cents that one line may differ "
       "by, from 0.01 to 1.00; what differs by more is for the rules"},
      {smallest + "      rounding_account: 860\n      rounding_tolerance: 1.01\n",
       "crosswalk.yaml:13: `pairs.shop.books.rounding_tolerance`: write the cents that one line may differ "
       "by, from 0.01 to 1.00; what differs by more is for the rules"},
      {smallest + "      rounding_account: 860\n      rounding_tolerance: 0.015\n",
       "crosswalk.yaml:13: `pairs.shop.books.rounding_tolerance`: write the cents that one line may differ "
       "by, from 0.01 to 1.00; what differs by more is for the rules"},
      {smallest + "    posting: summary\n",
       "crosswalk.yaml:12: `pairs.shop.posting`: write order (an invoice for each order) or settlement (one "
       "document for each settlement and month)"},
      {with_line(11, "      clearing_account: 090"),
       "crosswalk.yaml:9: `pairs.shop.books.timezone` is missing; add the line `timezone: ...`"},
      {"log: info\n", "crosswalk.yaml:1: `pairs` is missing; add the line `pairs: ...`"},
      {"pairs:\n  shop:\n    rules: rules/\n",
       "crosswalk.yaml:2: `pairs.shop.walmart` is missing; add the line `walmart: ...`"},
      {with_line(5, "      market: us"),
       "crosswalk.yaml:3: `pairs.shop.walmart.client_secret` is missing; add the line `client_secret: ...`"},
  });
}

TEST_CASE("a value of the wrong type says what is expected") {
  check_all({
      {"", "crosswalk.yaml:1: the file is empty; `crosswalk init` writes one"},
      {"- a\n- b\n", "crosswalk.yaml:1: the file must be a mapping, lines of the form `key: value`"},
      {"pairs: []\n", "crosswalk.yaml:1: `pairs` must be a mapping, lines of the form `key: value`"},
      {"pairs: {}\n",
       "crosswalk.yaml:1: `pairs`: there is no pair in it; a pair joins a seller account to a ledger"},
      {"pairs:\n", "crosswalk.yaml:1: `pairs` has nothing in it; give it its keys or remove it"},
      {with_line(4, "      client_id:"),
       "crosswalk.yaml:4: `pairs.shop.walmart.client_id`: it has no value; write one or remove the line"},
      {with_line(4, "      client_id: \"\""),
       "crosswalk.yaml:4: `pairs.shop.walmart.client_id`: it has no value; write one or remove the line"},
      {with_line(4, "      client_id: [a]"),
       "crosswalk.yaml:4: `pairs.shop.walmart.client_id`: a single value is expected here, not a list or a "
       "mapping"},
      {with_line(4, "      [client_id]: a"),
       "crosswalk.yaml:4: a key in `pairs.shop.walmart` is not plain text; write `key: value`"},
      {with_line(4, "      client_id: a\n      carriers: {Brown Trucks: \"\"}"),
       "crosswalk.yaml:5: `pairs.shop.walmart.carriers.Brown Trucks`: it has no value; write one or remove "
       "the "
       "line"},
      {with_line(4, "      client_id: a\n      ship_despite_cancel_request: maybe"),
       "crosswalk.yaml:5: `pairs.shop.walmart.ship_despite_cancel_request`: write true or false"},
      {smallest + "    feedback: {stock: maybe}\n",
       "crosswalk.yaml:12: `pairs.shop.feedback.stock`: write false, ledger (the ledger's items through the "
       "rules) or events (what is pushed to us)"},
      {smallest + "    reconcile: {contract_rates: {Home: much}}\n",
       "crosswalk.yaml:12: `pairs.shop.reconcile.contract_rates.Home`: write the commission in per cent, "
       "like "
       "15 or 12.5"},
      {smallest + "    rates: daily\n",
       "crosswalk.yaml:12: `pairs.shop.rates`: write ledger (the ledger's own rate of the day), {file: "
       "rates.csv} or {ecb: https://…}"},
      {smallest + "    rates: {file: a.csv, ecb: https://e.test}\n",
       "crosswalk.yaml:12: `pairs.shop.rates`: write ledger (the ledger's own rate of the day), {file: "
       "rates.csv} or {ecb: https://…}"},
      {smallest + "    privacy: {erase_after: 5m}\n",
       "crosswalk.yaml:12: `pairs.shop.privacy.erase_after`: \"5m\" is out of range; use 1d to 3650d"},
      {smallest + "    feedback: {acknowledge: yes}\n",
       "crosswalk.yaml:12: `pairs.shop.feedback.acknowledge`: write true or false"},
      {smallest + "    poll: 5m\n",
       "crosswalk.yaml:12: `pairs.shop.poll` must be a mapping, lines of the form `key: value`"},
      {"pairs: {a: b\n", "crosswalk.yaml:2: this is not valid YAML: end of map flow not found"},
      {smallest + "---\nlog: info\n",
       "crosswalk.yaml:13: there must be one document in the file; remove the line `---`"},
  });
}

TEST_CASE("a value out of its range says the range") {
  const auto setting = [](const std::string& line) { return smallest + "    " + line + "\n"; };
  check_all({
      {"store: postgresql://user@host/db\n" + smallest,
       "crosswalk.yaml:1: `store`: this version stores in SQLite only; write sqlite:crosswalk.db"},
      {"store: crosswalk.db\n" + smallest,
       "crosswalk.yaml:1: `store`: write sqlite: and a file name, such as sqlite:crosswalk.db"},
      {"store: 'sqlite:'\n" + smallest,
       "crosswalk.yaml:1: `store`: write sqlite: and a file name, such as sqlite:crosswalk.db"},
      {"log: loud\n" + smallest,
       "crosswalk.yaml:1: `log`: \"loud\" is not a log level; use debug, info, warning, error or off"},
      {with_line(2, "  Shop One:"),
       "crosswalk.yaml:2: `pairs.Shop One`: the name of a pair is at most 32 small letters, digits, `-` and "
       "`_`"},
      {with_line(4, "      market: mx\n      client_id: a"),
       "crosswalk.yaml:4: `pairs.shop.walmart.market`: this version knows the market us only"},
      {setting("reload: always"),
       "crosswalk.yaml:12: `pairs.shop.reload`: write tested (changed rules go live when their tests pass), "
       "checked (whatever their tests say) or manual (only by `crosswalk reload`)"},
      {setting("book: sometimes"),
       "crosswalk.yaml:12: `pairs.shop.book`: write shipped (book what has shipped) or created (show a draft "
       "on arrival)"},
      {setting("charge_amount: both"),
       "crosswalk.yaml:12: `pairs.shop.charge_amount`: write line (the charge is for the whole line) or unit "
       "(it is for "
       "one unit)"},
      {setting("poll: {orders: 5}"),
       "crosswalk.yaml:12: `pairs.shop.poll.orders`: \"5\" is not a duration; write a whole number and ms, "
       "s, m, h or d, "
       "such as 5m"},
      {setting("poll: {orders: 500ms}"),
       "crosswalk.yaml:12: `pairs.shop.poll.orders`: \"500ms\" is out of range; use 1s to 1d"},
      {setting("budget: {time: 1h}"),
       "crosswalk.yaml:12: `pairs.shop.budget.time`: \"1h\" is out of range; use 1ms to 10s"},
      {setting("budget: {memory: 16MB}"),
       "crosswalk.yaml:12: `pairs.shop.budget.memory`: \"16MB\" is not a size; write a whole number and KiB, "
       "MiB or GiB, "
       "such as 16MiB"},
      {setting("budget: {memory: 2GiB}"),
       "crosswalk.yaml:12: `pairs.shop.budget.memory`: \"2GiB\" is out of range; use 1MiB to 1GiB"},
      {with_line(7, "      client_id: c\n      day_limit: 6000"),
       "crosswalk.yaml:8: `pairs.shop.xero.day_limit`: \"6000\" is out of range; use 1 to 5000"},
      {with_line(7, "      client_id: c\n      payments: many"),
       "crosswalk.yaml:8: `pairs.shop.xero.payments`: write single (each payment for itself) or batch (those "
       "of "
       "one day go out as one batch payment, and can only be deleted together)"},
      {with_line(7, "      client_id: c\n      day_limit: many"),
       "crosswalk.yaml:8: `pairs.shop.xero.day_limit`: \"many\" is not a whole number"},
      {with_line(7, "      client_id: c\n      tag: A/B"),
       "crosswalk.yaml:8: `pairs.shop.xero.tag`: a tag is at most 10 letters, digits and dashes"},
      {with_line(7, "      client_id: 'a:b'"),
       "crosswalk.yaml:7: `pairs.shop.xero.client_id`: a client id has no colon in it"},
      {with_line(7, "      client_id: 'a b'"),
       "crosswalk.yaml:7: `pairs.shop.xero.client_id`: at most 128 plain characters without blanks are "
       "expected"},
  });
  const Folder folder;
  CHECK(folder.error_of(with_line(10, "      start: 2026-02-30"))
            .rfind("crosswalk.yaml:10: `pairs.shop.books.start`: ", 0) == 0);
  CHECK(folder.error_of(with_line(11, "      timezone: Mars/Olympus"))
            .rfind("crosswalk.yaml:11: `pairs.shop.books.timezone`: ", 0) == 0);
}

TEST_CASE("a secret in the file is refused and never repeated") {
  const std::string path = "crosswalk.yaml:5: `pairs.shop.walmart.client_secret`: ";
  const std::vector<Wrong> cases = {
      {"client_secret: hunter2", path + "a secret must not stand in this file; " + secret_forms},
      {"client_secret: [hunter2]", path + "a secret must not stand in this file; " + secret_forms},
      {"client_secret: {hunter2}", path + secret_forms},
      {"client_secret: {secret: a, env: B}", path + secret_forms},
      {"client_secret: {key: hunter2}", path + secret_forms},
      {"client_secret: {secret: hunter2/+=}",
       "crosswalk.yaml:5: `pairs.shop.walmart.client_secret.secret`: the name of a secret is at most 40 "
       "letters, digits, "
       "dots and dashes (it is a file name under secrets/, not the secret itself)"},
      {"client_secret: {env: hunter2}",
       "crosswalk.yaml:5: `pairs.shop.walmart.client_secret.env`: the name of a variable is at most 64 "
       "capital letters, "
       "digits and `_` (it is the name, not the secret)"},
      {"client_secret: *hunter2",
       "crosswalk.yaml:5: this is not valid YAML: the referenced anchor is not defined"},
      {"base_url: https://me:hunter2@example.test\n      client_secret: {secret: wm}",
       "crosswalk.yaml:5: `pairs.shop.walmart.base_url`: the address must not contain a user name or "
       "password"},
  };
  const Folder folder;
  for (const auto& wrong : cases) {
    const std::string error = folder.error_of(with_line(5, "      " + wrong.yaml));
    CHECK(error == wrong.error);
    CHECK(error.find("hunter2") == std::string::npos);
  }
}

TEST_CASE("two pairs that would book the same orders twice are refused") {
  const Folder folder;
  const std::string systems = R"(    walmart: {client_id: wm-client, client_secret: {secret: wm}}
    xero: {client_id: xero-client, client_secret: {secret: x})";
  const std::string books = "    books: {start: 2026-01-01, timezone: UTC}\n";
  CHECK(folder.error_of(smallest + "  copy:\n" + systems + "}\n" + books) ==
        "crosswalk.yaml:12: `pairs.copy`: it joins the same seller account to the same ledger as the pair "
        "shop; every "
        "order would be booked twice, so remove one of them");
  CHECK(folder.error_of(smallest + "  copy:\n" + systems + ", tenant_id: other}\n" + books).empty());
}

TEST_CASE("two pairs of one organisation in Xero have tags that differ") {
  const Folder folder;
  const auto error_of = [&](const std::string& xero) {
    return folder.error_of(smallest +
                           "  other:\n    walmart: {client_id: wm-other, client_secret: {secret: wm}}\n"
                           "    xero: {client_id: xero-client, client_secret: {secret: x}" +
                           xero + "}\n    books: {start: 2026-01-01, timezone: UTC}\n");
  };
  CHECK(error_of("") ==
        "crosswalk.yaml:12: `pairs.other`: it books into the same ledger as the pair shop at "
        "crosswalk.yaml:2, and settlements of both would have the same number; give one of them a `tag` of "
        "its own under `xero`");
  CHECK(error_of(", tag: ca").empty());
  CHECK(error_of(", tenant_id: other").empty());
}

TEST_CASE("hostile YAML is an error, not a crash") {
  const Folder folder;
  const auto deep = [](std::string text, const std::string& piece) {
    for (int i = 0; i < 50'000; ++i) text += piece;
    return text;
  };
  const std::vector<std::string> texts = {
      deep("pairs: ", "["),
      deep("pairs: ", "{"),
      deep("pairs: ", "- "),
      deep("", "- "),
      "pairs: &a {shop: *a}\n",
      "&a [*a]\n",
      std::string("pairs:\0\n", 8),
      "\xFF\xFE\x00\x01",
      "%YAML 9.9\n---\npairs: {}\n",
      "pairs: !!binary abc\n",
      "? {a: b}\n: c\n",
      "pairs:\n\tshop: 1\n",
      "pairs: {shop: {walmart: {client_id: \"\\x\"}}}\n",
  };
  for (const auto& text : texts) {
    CAPTURE(text.substr(0, 40));
    const auto loaded = folder.load(text);
    REQUIRE_FALSE(loaded.ok());
    CHECK(loaded.error().kind == ErrorKind::config);
    CHECK(loaded.error().message.size() < 300);
  }
}

TEST_CASE("a workspace cut off at any byte loads or says why, and never throws") {
  const Folder folder;
  for (std::size_t size = 0; size < smallest.size(); ++size) {
    CAPTURE(size);
    const auto loaded = folder.load(smallest.substr(0, size));
    if (!loaded) CHECK_FALSE(loaded.error().message.empty());
  }
  CHECK(folder.load(smallest).ok());
}
