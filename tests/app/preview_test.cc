// `preview`: text, JSON, page and gate, as a person or a script meets them.
#include "app/desk.h"
#include "base/decimal.h"
#include "simulator/world_export.h"
#include "store/store.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

struct Books {
  explicit Books(int orders = 12) {
    desk.simulate(orders);
    const Ran booked = desk.run({"once"});
    CAPTURE(booked.err);
    REQUIRE(booked.code == app::exit_ok);
  }
  void edit() const { desk.edit("rules/account.lua", "\"200\"", "\"215\""); }
  Desk desk;
};

std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, line.size());
  return widest;
}

simulator::World desk_world() {
  simulator::WorldSettings settings;
  settings.orders = 3;
  settings.from = Instant::parse("2026-02-01T12:00:00Z").value();
  settings.quirks = simulator::QuirkShares::none();
  return simulator::make_world(settings);
}

// Every tag that is opened is closed in order, and nothing is left over.
std::string flaw_of_page(const std::string& html) {
  static const std::set<std::string> empty = {"meta", "br", "!DOCTYPE"};
  std::vector<std::string> open;
  for (auto at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const auto end = html.find_first_of(" >", at);
    std::string name = html.substr(at + 1, end - at - 1);
    if (name[0] == '/') {
      if (open.empty() || open.back() != name.substr(1)) return "unexpected " + name;
      open.pop_back();
    } else if (empty.count(name) == 0) {
      open.push_back(std::move(name));
    }
  }
  return open.empty() ? "" : "open " + open.back();
}

}  // namespace

TEST_CASE("preview shows the money, the documents and their rules, and sends nothing") {
  Books books;
  const auto invoices = books.desk.simulated().xero().invoices().size();
  const Ran same = books.desk.run({"preview"});
  CAPTURE(same.err);
  CHECK(same.code == app::exit_ok);
  CHECK(has(same.out, "12 orders received since 2026-01-11; 0 would change"));
  CHECK(has(same.out, "no period is locked, read just now"));

  books.edit();
  const Ran ran = books.desk.run({"preview"});
  CHECK(ran.code == app::exit_ok);
  CHECK(has(ran.out, "By account (USD)"));
  CHECK(has(ran.out, "account 200 -> 215"));
  CHECK(has(ran.out, "rules/account.lua:7 -> rules/account.lua:7"));
  CHECK(has(ran.out, "12 documents differ, the first 10 (--all shows all)"));
  CHECK(widest_line(ran.out) <= 100);
  CHECK_FALSE(has(books.desk.run({"preview", "--all"}).out, "--all"));
  CHECK(books.desk.simulated().xero().invoices().size() == invoices);
  CHECK(has(books.desk.run({"status"}).out, "booked"));
}

TEST_CASE("the JSON of preview balances, and its gate is an exit code") {
  Books books;
  books.edit();
  const Ran ran = books.desk.run({"preview", "--json", "--limit-change", "100000"});
  CHECK(ran.code == app::exit_ok);
  const Json json = ran.json();
  CHECK(json.at("orders") == 12);
  CHECK(json.at("documents").size() == 12);
  CHECK(json.at("live") != json.at("edited"));
  const Json& accounts = json.at("tables").at(0);
  CHECK(accounts.at("by") == "account");
  CHECK(accounts.at("all").at("difference") == "0.00");
  CHECK(json.at("gate").at("holds") == true);
  const std::string moved = accounts.at("moved");
  CHECK(json.at("gate").at("moved").at("USD") == moved);

  CHECK(books.desk.run({"preview", "--limit-change", moved}).code == app::exit_ok);
  const std::string less = subtract(Decimal::parse(moved).value(), Decimal::parse("0.01").value())->text(2);
  const Ran beyond = books.desk.run({"preview", "--limit-change", less});
  CHECK(beyond.code == app::exit_not_so);
  CHECK(has(beyond.err, moved + " USD"));
  CHECK(has(beyond.err, "--limit-change " + less));
}

TEST_CASE("the page of preview is whole, and nothing of the rules becomes markup") {
  Books books;
  books.desk.edit("rules/account.lua", "\"200\"", "\"<b>&205\"");
  const auto file = books.desk.directory() / "preview.html";
  CHECK(books.desk.run({"preview", "--html", file.string()}).code == app::exit_ok);
  std::string page = books.desk.read("preview.html");
  CHECK(has(page, "&lt;b&gt;&amp;205"));
  CHECK_FALSE(has(page, "<b>"));
  CHECK_FALSE(has(page, "<script"));
  CHECK(page.starts_with("<!DOCTYPE html>"));
  CHECK(flaw_of_page(page) == "");
  const Ran bad = books.desk.run({"preview", "--html", "/nowhere/at/all.html"});
  CHECK(bad.code == app::exit_usage);
  CHECK(has(bad.err, "/nowhere/at/all.html"));
}

TEST_CASE("preview of files takes what is stored for what was booked") {
  Books books(4);
  const std::string po = books.desk.simulated().xero().invoices().front().number.substr(3, 15);
  std::string body;
  {
    const auto kept = store::open_store("sqlite:" + (books.desk.directory() / "books.db").string()).value();
    store::RecordFilter filter;
    filter.id = po;
    body = kept->record(kept->records(filter)->front().id)->body;
  }
  std::string other = body;
  for (auto at = other.find(po); at != std::string::npos; at = other.find(po, at))
    other.replace(at, po.size(), "108999999999999");
  books.edit();
  const Json json = books.desk.run({"preview", "--json", "-"}, body + "\n" + other + "\n").json();
  CHECK(json.at("of") == "in standard input");
  CHECK(json.at("orders") == 2);
  CHECK(json.at("turns").empty());
  REQUIRE(json.at("documents").size() == 2);
  std::map<std::string, std::string> status;
  for (const auto& document : json.at("documents"))
    status[text_in(document, "number")] = text_in(document, "status");
  CHECK_FALSE(status.at("WM-" + po).empty());
  // What is not booked yet is held against the published rules.
  CHECK(status.at("WM-108999999999999").empty());
}

TEST_CASE("before anything was published, what comes in was not booked before") {
  Desk desk;
  desk.simulate(2);
  const std::string orders =
      simulator::to_ndjson(desk_world(), Instant::parse("2026-02-10T12:00:00Z").value());
  const Ran ran = desk.run({"preview", "-"}, orders);
  CAPTURE(ran.err);
  CHECK(ran.code == app::exit_ok);
  CHECK(has(ran.out, "nothing is published yet"));
  CHECK(has(ran.out, "Entering: 3 orders"));
  CHECK(has(ran.out, "were not booked before"));
}

TEST_CASE("preview leaves a sentence for whoever publishes these rules") {
  Books books(4);
  books.edit();
  const Json json = books.desk.run({"preview", "--json"}).json();
  const auto kept = store::open_store("sqlite:" + (books.desk.directory() / "books.db").string()).value();
  const std::string version = json.at("edited");
  const std::string note = kept->note("preview:us:" + version).value();
  CAPTURE(note);
  CHECK(note.starts_with("4 orders received since 2026-01-11: 4 documents differ, "));
}

TEST_CASE("what preview cannot do it says in one sentence") {
  Books books(2);
  const auto refused = [&](std::vector<std::string> arguments, const std::string& part) {
    const Ran ran = books.desk.run(std::move(arguments));
    CAPTURE(ran.err);
    CHECK(ran.code == app::exit_usage);
    CHECK(ran.out.empty());
    CHECK(std::count(ran.err.begin(), ran.err.end(), '\n') == 1);
    CHECK(has(ran.err, part));
  };
  refused({"preview", "--since", "soon"}, "30d");
  refused({"preview", "--since", "30d", "orders.json"}, "--since");
  refused({"preview", "--limit-change", "lots"}, "500.00");
  refused({"preview", "--limit-change", "-1"}, "500.00");
  refused({"preview", "none.json"}, "none.json");
  books.desk.edit("rules/account.lua", "class = \"", "clazz = \"");
  refused({"preview"}, "rules/account.lua:");
}
