// Lists of Xero's that change while they are read, against its stand-in with pages of ten.
#include "xero/pages.h"

#include <map>
#include <set>

#include "base/json_tree.h"
#include "link/xero_books.h"
#include "simulator/xero_fault_table.h"
#include "xero/changes.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr int invoices = 35;

std::string invoice_json(int n) {
  return R"({"Type":"ACCREC","Status":"AUTHORISED","Contact":{"Name":"Walmart"},"InvoiceNumber":"N-)" +
         std::to_string(n) +
         R"(","Date":"2026-02-10","DueDate":"2026-02-10","LineItems":[{"Description":"x","Quantity":1,)"
         R"("UnitAmount":1,"AccountCode":"200","TaxType":"NONE"}]})";
}

// Does something before a call goes on to Xero, told how many there were of that kind.
class Meanwhile final : public wire::Transport {
 public:
  explicit Meanwhile(wire::Transport& inner) : inner_(inner) {}
  wire::CallResult call(const wire::HttpRequest& request, const Stop& stop) override {
    if (request.url.find("/Invoices?") != std::string::npos) {
      if (happens && calls > 0) happens(request);
      ++calls;
    }
    return inner_.call(request, stop);
  }
  std::function<void(const wire::HttpRequest&)> happens;
  int calls = 0;

 private:
  wire::Transport& inner_;
};

struct Listed : Books {
  Meanwhile meanwhile{network};
  xero::Connection connection{its_settings, meanwhile, budget, clock, [] { return 0.5; }};
  std::map<std::string, std::string> references;  // by number, of what was read
  int given = 0;

  explicit Listed(Millis between) {
    auto switches = service.switches();
    switches.largest_page = 10;
    service.set_switches(switches);
    std::string together;
    for (int n = 0; n < invoices; ++n) {
      if (between > Millis(0)) put(invoice_json(n));
      together += (n == 0 ? "" : ",") + invoice_json(n);
      clock.advance(between);
    }
    if (between == Millis(0)) put(together);
  }
  void put(const std::string& list) {
    const auto done = service.by_person("PUT", "Invoices", R"({"Invoices":[)" + list + "]}");
    REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().text()));
  }
  // A person writes into the one that was changed longest ago, which is then the newest.
  void touch_oldest() {
    clock.advance(Millis(10));
    const auto all = service.invoices();
    const auto oldest = std::min_element(all.begin(), all.end(), [](const auto& a, const auto& b) {
      return std::pair(a.updated, a.id) < std::pair(b.updated, b.id);
    });
    const auto done =
        service.by_person("POST", "Invoices/" + oldest->id, R"({"Invoices":[{"Reference":"touched"}]})");
    REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().text()));
  }
  // The mode of the stand-in.
  void move_row(const wire::HttpRequest& request) {
    if (request.url.find("&page=1&") != std::string::npos) return;
    for (const auto& fault : simulator::xero_sim::named_faults())
      if (fault.twist == simulator::xero_sim::Twist::row_moved)
        service.strike_next(fault, simulator::Fault::When::after_commit);
  }
  Result<void> read() {
    return xero::read_pages(connection, "Invoices", "where=Type%3D%3D%22ACCREC%22", true,
                            [this](const Json& one) {
                              references[text_in(one, "InvoiceNumber")] = text_in(one, "Reference");
                              ++given;
                            },
                            {});
  }
  bool all_once() const { return references.size() == std::size_t{invoices} && given == invoices; }
};

}  // namespace

TEST_CASE("a row that moves between any two pages draws no other past the walk") {
  Listed listed(Millis(2'000));
  int touched = 0;
  listed.meanwhile.happens = [&](const wire::HttpRequest&) {
    listed.touch_oldest();
    ++touched;
  };
  REQUIRE(listed.read().ok());
  CHECK(touched >= 3);
  CHECK(listed.all_once());
  int seen = 0;
  for (const auto& [number, reference] : listed.references) seen += reference == "touched" ? 1 : 0;
  CHECK(seen == touched);  // as they are by now
}

TEST_CASE("a list that stands still is read page by page, and no more often than it must") {
  Listed listed(Millis(2'000));
  REQUIRE(listed.read().ok());
  CHECK(listed.all_once());
  CHECK(listed.meanwhile.calls == 4);
}

TEST_CASE("rows of one second on several pages count once two walks show the same") {
  Listed listed(Millis(0));
  SUBCASE("undisturbed") {
    REQUIRE(listed.read().ok());
    CHECK(listed.all_once());
    CHECK(listed.meanwhile.calls == 9);
  }
  SUBCASE("a row moves in the first walk") {
    bool moved = false;
    listed.meanwhile.happens = [&](const wire::HttpRequest& request) {
      if (!moved && request.url.find("&page=2&") != std::string::npos) {
        listed.move_row(request);
        moved = true;
      }
    };
    REQUIRE(listed.read().ok());
    CHECK(listed.all_once());
    CHECK(listed.meanwhile.calls == 13);
  }
  SUBCASE("a person touches one in the first walk") {
    bool moved = false;
    listed.meanwhile.happens = [&](const wire::HttpRequest&) {
      if (!moved) listed.touch_oldest();
      moved = true;
    };
    REQUIRE(listed.read().ok());
    CHECK(listed.all_once());
  }
  SUBCASE("a row moves at every page of every walk") {
    listed.meanwhile.happens = [&](const wire::HttpRequest& request) { listed.move_row(request); };
    const auto read = listed.read();
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().message.find("changes while it is read") != std::string::npos);
    CHECK(listed.given == 0);
  }
}

TEST_CASE("what changed within one second is told whole, though a row moves while it is read") {
  Listed listed(Millis(0));
  bool moved = false;
  listed.meanwhile.happens = [&](const wire::HttpRequest& request) {
    if (moved || request.url.find("page=2&") == std::string::npos) return;
    listed.touch_oldest();
    moved = true;
  };
  std::set<std::string> told;
  Cursor from{"Invoices", "", Millis(0)};
  for (int step = 0; step < 10; ++step) {
    const auto page = xero::read_changes(listed.connection, from, "090", listed.clock, {});
    REQUIRE(page.ok());
    for (const LedgerChange& change : page->changes) told.insert(change.outside_id);
    from.position = page->position;
    if (page->caught_up) break;
  }
  CHECK(moved);
  CHECK(told.size() == std::size_t{invoices});
}
