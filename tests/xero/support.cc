#include "support.h"

#include <doctest/doctest.h>

#include "base/json_tree.h"

namespace crosswalk::test {

wire::CallResult reply(int status, std::string body, wire::Headers headers) {
  return {wire::HttpReply{status, std::move(headers), std::move(body)}, {}};
}

wire::CallResult ScriptedXero::call(const wire::HttpRequest& request, const Stop& /*stop*/) {
  Step step;
  {
    const std::lock_guard lock(mutex_);
    if (request.url.find("/connect/token") != std::string::npos) {
      tokens.push_back(request);
      if (sign_in) return sign_in(request);
      return reply(200, R"({"access_token":"token-)" + std::to_string(tokens.size()) +
                            R"(","expires_in":1800,"token_type":"Bearer","scope":)"
                            R"("accounting.contacts accounting.invoices accounting.settings"})");
    }
    calls.push_back(request);
    REQUIRE_MESSAGE(!steps_.empty(), "an unexpected call: " << request.method << " " << request.url);
    step = std::move(steps_.front());
    steps_.pop_front();
  }
  return step(request);
}

void ScriptedXero::then(Step step) {
  steps_.push_back(std::move(step));
}

void ScriptedXero::answers(int status, std::string body, wire::Headers headers) {
  then([=](const wire::HttpRequest&) { return reply(status, body, headers); });
}

void ScriptedXero::fails(wire::Reach reach) {
  then([=](const wire::HttpRequest&) {
    return wire::CallResult{std::nullopt, {reach, fail(ErrorKind::outside, "the connection ended")}};
  });
}

Result<Instant> OpenBudget::take(const BucketLimit& limit, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto until = paused.find(limit.bucket);
  if (until != paused.end() && until->second > now) return until->second;
  ++taken[limit.bucket];
  return now;
}

Result<void> OpenBudget::pause(std::string_view bucket, Instant until) {
  const std::lock_guard lock(mutex_);
  paused[std::string(bucket)] = until;
  return {};
}

Result<void> OpenBudget::observe(const BucketLimit& limit, double remaining, Instant /*now*/) {
  const std::lock_guard lock(mutex_);
  observed[limit.bucket] = remaining;
  return {};
}

xero::Settings Desk::settings() {
  xero::Settings settings;
  settings.pair = "us";
  settings.tenant_id = "9a3d5c1e-1111-4222-8333-444455556666";
  settings.client_id = "CLIENT";
  settings.client_secret = Secret(secret);
  settings.api_url = "https://api.test";
  settings.identity_url = "https://identity.test/";
  return settings;
}

Desk::Desk(xero::Settings with)
    : clock(Instant::parse("2026-02-01T12:00:00Z").value()),
      ledger(std::move(with), xero, budget, clock, [] { return 0.5; }) {}

Date day(const char* text) {
  return Date::parse(text).value();
}

Decimal dec(const char* text) {
  return Decimal::parse(text).value();
}

Money usd(const char* text) {
  return {dec(text), Currency::parse("USD").value()};
}

bool says(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

Json json(std::string_view text) {
  return parse_json(text, "the test's JSON").value();
}

Entries order(BookMode mode) {
  Entries entries;
  entries.record = {"us", RecordKind::order, "4812345678901"};
  entries.mode = mode;
  entries.currency = Currency::parse("USD").value();
  entries.order_date = day("2026-01-28");
  entries.contact = "Walmart Marketplace US";
  entries.customer_order = "2000077";
  return entries;
}

Entry sale(const char* line, UnitState state, const char* date, const char* amount, const char* quantity) {
  Entry entry;
  entry.order_line = line;
  entry.line_key = std::string(line) + "/0-" + quantity + "/PRODUCT:ItemPrice/amount";
  entry.line_class = LineClass::product;
  entry.state = state;
  entry.date = day(date);
  entry.amount = usd(amount).negated();
  entry.quantity = dec(quantity);
  entry.description = "Mug, line " + std::string(line);
  entry.sku = "MUG-" + std::string(line);
  entry.answers.account = {"200", {"rules/account.lua", 3}};
  entry.answers.tax = {"NONE", {"rules/tax.lua", 5}};
  return entry;
}

void Shelf::take(const Drafting& drafting) {
  for (const auto id : drafting.withdraw) {
    const auto found = std::find_if(standing.begin(), standing.end(),
                                    [id](const Standing& s) { return s.document.id == id; });
    REQUIRE(found != standing.end());
    const auto state = found->document.state;
    REQUIRE((state == DocumentState::drafted || state == DocumentState::retry ||
             state == DocumentState::rejected));
    standing.erase(found);
  }
  for (const auto& document : drafting.documents) {
    const auto same = [&](const Standing& s) {
      return s.document.kind == document.kind && s.document.key == document.key &&
             s.document.step == document.step;
    };
    const bool exists = std::any_of(standing.begin(), standing.end(), same);
    if (document.kind == DocumentKind::contact && exists) continue;
    REQUIRE_FALSE(exists);
    standing.push_back({document, std::nullopt});
    standing.back().document.id = next_++;
  }
}

void Shelf::post_all(const char* status) {
  for (auto& one : standing) {
    if (one.document.state != DocumentState::drafted) continue;
    one.document.state = DocumentState::posted;
    one.receipt = Receipt{
        "id-of-" + one.document.key, status != nullptr ? status : "AUTHORISED", one.document.total, {}};
    const bool ends =
        one.document.operation == Operation::remove || one.document.operation == Operation::annul;
    if (!ends) continue;
    for (auto& earlier : standing)
      if (earlier.document.key == one.document.key && earlier.document.step < one.document.step)
        earlier.document.state = DocumentState::voided;
  }
}

void Shelf::set(const std::string& key, DocumentState state) {
  Standing* newest = nullptr;
  for (auto& one : standing)
    if (one.document.key == key && (newest == nullptr || one.document.step > newest->document.step))
      newest = &one;
  REQUIRE(newest != nullptr);
  newest->document.state = state;
}

Posted Shelf::posted() const {
  Posted posted;
  for (const auto& one : standing)
    if (one.document.record) posted.push_back(one);
  return posted;
}

std::vector<std::string> told(const Drafting& drafting) {
  std::vector<std::string> list;
  for (const auto& document : drafting.documents) {
    if (document.kind != DocumentKind::invoice) continue;
    const Json content = json(document.content);
    std::string text =
        std::string(name_of(document.operation)) + " " + document.key + "/" + std::to_string(document.step);
    if (const std::string number = text_in(content, "InvoiceNumber"); number != document.key)
      text += " as " + number;
    if (content.contains("Status")) text += " " + text_in(content, "Status");
    if (content.contains("Date")) text += " " + text_in(content, "Date");
    if (document.total && content.contains("Date")) text += " " + document.total->amount.text(2);
    list.push_back(text);
  }
  return list;
}

Attempt attempt_of(const xero::XeroLedger& ledger, std::vector<Document> documents, const Receipts& receipts,
                   std::string id) {
  Attempt attempt;
  attempt.id = std::move(id);
  attempt.pair = "us";
  auto request = ledger.freeze(attempt.id, documents, receipts);
  REQUIRE_MESSAGE(request.ok(), request.error().text());
  attempt.request = *request;
  attempt.members = std::move(documents);
  return attempt;
}

Document invoice(const xero::XeroLedger& ledger, const char* order_id, const char* amount) {
  Entries entries = order();
  entries.record.id = order_id;
  entries.entries = {sale("1", UnitState::shipped, "2026-01-30", amount)};
  const auto drafting = ledger.draft(entries, {});
  REQUIRE(drafting->documents.size() == 2);
  return drafting->documents[1];
}

Receipts contact_receipt() {
  Receipts receipts;
  receipts.add(DocumentKind::contact, "Walmart Marketplace US",
               {"c0c0c0c0-0000-4000-8000-000000000001", "ACTIVE", {}, {}});
  return receipts;
}

}  // namespace crosswalk::test
