// What the tests of this room share: a scripted Xero, a budget that grants everything and remembers, and
// short ways to write entries and standing documents. One thread a test, except where a test says otherwise.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/budget.h"
#include "base/json.h"
#include "base/virtual_clock.h"
#include "model/entry.h"
#include "wire/message.h"
#include "xero/ledger.h"

namespace crosswalk::test {

// Answers in the order they were written down; the token endpoint answers by itself unless `sign_in` is set.
class ScriptedXero final : public wire::Transport {
 public:
  using Step = std::function<wire::CallResult(const wire::HttpRequest&)>;

  wire::CallResult call(const wire::HttpRequest& request, const Stop& stop) override;
  void then(Step step);
  void answers(int status, std::string body, wire::Headers headers = {});
  void fails(wire::Reach reach);

  std::function<wire::CallResult(const wire::HttpRequest&)> sign_in;
  std::vector<wire::HttpRequest> calls;   // without those to the token endpoint
  std::vector<wire::HttpRequest> tokens;  // to the token endpoint

 private:
  std::mutex mutex_;
  std::deque<Step> steps_;
};

wire::CallResult reply(int status, std::string body, wire::Headers headers = {});

class OpenBudget final : public Budget {
 public:
  Result<Instant> take(const BucketLimit& limit, Instant now) override;
  Result<void> pause(std::string_view bucket, Instant until) override;
  Result<void> observe(const BucketLimit& limit, double remaining, Instant now) override;

  std::map<std::string, int> taken;
  std::map<std::string, Instant> paused;  // obeyed
  std::map<std::string, double> observed;

 private:
  std::mutex mutex_;
};

// A ledger with everything around it.
struct Desk {
  explicit Desk(xero::Settings with = settings());
  static xero::Settings settings();
  static constexpr const char* secret = "s3cret-of-the-app";

  VirtualClock clock;
  ScriptedXero xero;
  OpenBudget budget;
  xero::XeroLedger ledger;
  Stop stop;
};

Date day(const char* text);
Decimal dec(const char* text);
Money usd(const char* text);
bool says(const std::string& text, std::string_view part);
Json json(std::string_view text);

// An order's entries: sales are written as positive amounts.
Entries order(BookMode mode = BookMode::shipped);
Entry sale(const char* line, UnitState state, const char* date, const char* amount,
           const char* quantity = "1");

// The store's part: what a drafting became, step by step.
class Shelf {
 public:
  // Stores the drafting as the store does; withdrawn steps go.
  void take(const Drafting& drafting);
  void post_all(const char* status = nullptr);            // every drafted step is sent and posted
  void set(const std::string& key, DocumentState state);  // the newest step of `key`
  Posted posted() const;
  std::vector<Standing> standing;

 private:
  std::int64_t next_ = 1;
};

// "create WM-1/1 AUTHORISED 2026-01-30 24.99", "update WM-1/2 as WM-1~V1" of each invoice of the drafting, in
// order.
std::vector<std::string> told(const Drafting& drafting);

// An attempt as dispatch makes it.
Attempt attempt_of(const xero::XeroLedger& ledger, std::vector<Document> documents, const Receipts& receipts,
                   std::string id = "6c1f6f3e-0000-4000-8000-000000000001");
// One drafted invoice of 24.99 USD for the order, with the receipts that it needs.
Document invoice(const xero::XeroLedger& ledger, const char* order_id = "4812345678901",
                 const char* amount = "24.99");
Receipts contact_receipt();

}  // namespace crosswalk::test
