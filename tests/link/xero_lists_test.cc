// Items and tracking options that rules let be made in Xero pass the conformance suite of Target.
#include <functional>

#include "base/json_tree.h"
#include "link/target_suite.h"
#include "link/xero_books.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

// What the n-th order, whose lists have been read, has to have made.
void conforms(const std::string& call, const std::string& resource,
              const std::function<Document(const Books&, int)>& draft) {
  run_target_suite([&](const auto& test) {
    Books books;
    REQUIRE(books.ledger.reference({}).ok());
    TargetSubject subject{
        books.ledger,
        [&](int n) { return draft(books, n); },
        books.receipts,
        [&](const Document& document) { return books.service.created(resource)[document.key]; },
        books.service.faults(),
        call};
    test(subject);
  });
}

}  // namespace

TEST_CASE("items that the rules let be made conform to Target") {
  conforms("PUT /api.xro/2.0/Items", "Items", [](const Books& books, int n) {
    return Books::only(books.drafts(books.catalogued(n, "NEW-" + std::to_string(n), "Walmart US")),
                       DocumentKind::item);
  });
}

TEST_CASE("tracking options that the rules let be made conform to Target") {
  conforms("PUT /api.xro/2.0/TrackingCategories", "Options", [](const Books& books, int n) {
    return Books::only(books.drafts(books.catalogued(n, "MUG-BLU", "New " + std::to_string(n))),
                       DocumentKind::tracking_option);
  });
}

TEST_CASE("updates of items that the rules let be made conform to Target") {
  run_target_suite([](const auto& test) {
    Books books;
    const std::string code = "MUG-BLU";
    REQUIRE(books.ledger.reference({}).ok());
    TargetSubject subject{books.ledger,
                          [&](int n) {
                            auto named = books.catalogued(n, code, "Walmart US", "update");
                            named.entries[0].description = "Mug " + std::to_string(n);
                            Document update = Books::only(books.drafts(named), DocumentKind::item);
                            update.key += std::to_string(n);
                            return update;
                          },
                          books.receipts,
                          [&](const Document& document) {
                            const Json wanted = parse_json(document.content, "content").value();
                            for (const LedgerItem& item : books.ledger.items({}).value())
                              if (item.code == code && item.name == text_in(wanted, "Name")) return 1;
                            return 0;
                          },
                          books.service.faults(),
                          "POST /api.xro/2.0/Items"};
    test(subject);
  });
}
