#include "cloudsuite/ledger.h"

#include "cloudsuite/check.h"
#include "cloudsuite/connection_check.h"
#include "cloudsuite/customer_send.h"
#include "cloudsuite/customers.h"
#include "cloudsuite/draft.h"
#include "cloudsuite/limits.h"
#include "cloudsuite/reference.h"
#include "cloudsuite/rows.h"
#include "cloudsuite/send.h"

namespace crosswalk::cloudsuite {
namespace {

// The documents of an attempt are of one kind.
bool makes_customers(std::span<const Document> documents) {
  return !documents.empty() && documents.front().kind == DocumentKind::contact;
}

}  // namespace

CloudSuiteLedger::CloudSuiteLedger(Settings settings, Ionapi ionapi, wire::Transport& transport,
                                   Budget& budget, Clock& clock, wire::Jitter jitter, auth::TokenVault* vault)
    : settings_(std::move(settings)),
      clock_(clock),
      connection_(settings_, std::move(ionapi), transport, budget, clock, std::move(jitter), vault) {}

const Dialect& CloudSuiteLedger::dialect_of(std::span<const Document> documents) const {
  if (!documents.empty() && documents.front().kind == DocumentKind::receivable) return receivables_;
  return general_ledger_;
}

std::size_t CloudSuiteLedger::fits(std::span<const Document> documents) const {
  // Most are there already, and what stands must not keep what does not from going out.
  if (makes_customers(documents)) return 1;
  return dialect_of(documents).fits(documents);
}

std::vector<BucketLimit> CloudSuiteLedger::pace() const {
  return call_buckets(settings_, connection_.tenant());
}

Result<FrozenRequest> CloudSuiteLedger::freeze(std::string_view attempt_id,
                                               std::span<const Document> documents,
                                               const Receipts& /*receipts*/) const {
  return makes_customers(documents) ? freeze_customers(settings_, attempt_id, documents)
                                    : dialect_of(documents).freeze(attempt_id, documents);
}

Outcomes CloudSuiteLedger::send(const Attempt& attempt, const Stop& stop) {
  if (makes_customers(attempt.members)) return send_customers(settings_, attempt, connection_, clock_, stop);
  return cloudsuite::send(settings_, dialect_of(attempt.members), attempt, connection_, clock_, stop);
}

Outcomes CloudSuiteLedger::check(const Attempt& attempt, const Stop& stop) {
  if (makes_customers(attempt.members)) return check_customers(settings_, attempt, connection_, clock_, stop);
  return cloudsuite::check(settings_, dialect_of(attempt.members), attempt, connection_, clock_, stop);
}

Result<Drafting> CloudSuiteLedger::draft(const Entries& entries, const Posted& posted) const {
  return cloudsuite::draft(entries, posted, settings_);
}

Result<Drafting> CloudSuiteLedger::correct(const Entries& entries, const Posted& posted,
                                           const Correction& correction) const {
  return cloudsuite::draft(entries, posted, settings_, &correction);
}

Result<Reference> CloudSuiteLedger::reference(const Stop& stop) {
  return read_reference(settings_, connection_, clock_, stop);
}

std::string CloudSuiteLedger::reference_source() const {
  // Offline nobody has opened what was connected, which alone names the tenant.
  if (connection_.tenant().empty()) return {};
  return connection_.tenant() + ", " + cloudsuite::reference_source(settings_);
}

Result<std::vector<LedgerItem>> CloudSuiteLedger::items(const Stop& /*stop*/) {
  return std::vector<LedgerItem>();
}

Result<std::optional<Date>> CloudSuiteLedger::locked_until(const Stop& stop) {
  return read_locked_until(settings_, connection_, stop);
}

std::string CloudSuiteLedger::customer_source() const {
  return cloudsuite::customer_source(settings_);
}

Result<std::vector<LedgerCustomer>> CloudSuiteLedger::customers(const Stop& stop) {
  return read_customers(settings_, connection_, stop);
}

std::string CloudSuiteLedger::customer_of(const Entries& entries) const {
  if (settings_.customers.business_class.empty() || entries.contact.empty()) return {};
  return customer_code(settings_, entries.contact);
}

Result<std::vector<std::optional<LedgerChange>>> CloudSuiteLedger::look_again(
    std::span<const Standing> standing, bool closely, const Stop& stop) {
  std::vector<std::optional<LedgerChange>> told(standing.size());
  for (const DocumentKind kind : {DocumentKind::gl_run_group, DocumentKind::receivable}) {
    std::vector<Standing> alike;
    std::vector<std::size_t> at;
    for (std::size_t i = 0; i < standing.size(); ++i)
      if (standing[i].document.kind == kind) {
        alike.push_back(standing[i]);
        at.push_back(i);
      }
    if (alike.empty()) continue;
    const Dialect& dialect =
        kind == DocumentKind::receivable ? static_cast<const Dialect&>(receivables_) : general_ledger_;
    auto some = cloudsuite::look_again(settings_, dialect, alike, closely, journals_, connection_, stop);
    if (!some) return some.error();
    for (std::size_t i = 0; i < at.size(); ++i) told[at[i]] = std::move((*some)[i]);
  }
  return told;
}

std::optional<crosswalk::Places> CloudSuiteLedger::places(DocumentKind kind, std::string_view content) const {
  if (kind != DocumentKind::gl_run_group) return std::nullopt;
  return places_of(std::string(content));
}

std::string CloudSuiteLedger::contact_code(const Entries& entries) const {
  if (dimension_of_customers(settings_) == 0 || entries.contact.empty()) return {};
  return customer_code(settings_, entries.contact);
}

std::optional<InBooks> CloudSuiteLedger::in_books(const Entries& entries, const Entry& entry) const {
  if (entry.taken_back) return InBooks{entries.order_date, entry.date};
  const auto day = posts_on(entries, entry);
  return day ? std::optional(InBooks{*day, {}}) : std::nullopt;
}

std::vector<Error> CloudSuiteLedger::check_connection(const Stop& stop) {
  return cloudsuite::check_connection(settings_, connection_, clock_, stop);
}

}  // namespace crosswalk::cloudsuite
