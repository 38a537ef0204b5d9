// XeroLedger: Xero as a ledger (link/target.h). Safe from any thread.
#pragma once

#include <mutex>
#include <optional>

#include "link/target.h"
#include "xero/clearing.h"
#include "xero/connection.h"
#include "xero/connection_check.h"
#include "xero/draft.h"
#include "xero/journal_body.h"
#include "xero/limits.h"
#include "xero/merged_contacts.h"
#include "xero/settings.h"

namespace crosswalk::xero {

class XeroLedger final : public Ledger {
 public:
  // `transport`, `budget` and `clock` must outlive it, and `vault` (connection.h).
  XeroLedger(Settings settings, wire::Transport& transport, Budget& budget, Clock& clock,
             wire::Jitter jitter = wire::random_jitter(), auth::TokenVault* vault = nullptr);

  std::size_t fits(std::span<const Document> documents) const override;
  std::vector<BucketLimit> pace() const override { return every_bucket(settings_); }
  CallCost cost(DocumentKind kind, Operation operation) const override;
  Result<FrozenRequest> freeze(std::string_view attempt_id, std::span<const Document> documents,
                               const Receipts& receipts) const override;
  Outcomes send(const Attempt& attempt, const Stop& stop) override;
  Outcomes check(const Attempt& attempt, const Stop& stop) override;

  // Predicts totals with the tax rates of the last reference that was read or given to `use`; before that
  // only the tax type NONE (rate 0) is known, and any other is a hold. A journal on an account that takes
  // none is a hold as well, and so are one in another currency than the organisation's and what moves a
  // clearing account that is kept in another currency, or that cannot be moved that way.
  Result<Drafting> draft(const Entries& entries, const Posted& posted) const override;
  Result<Drafting> correct(const Entries& entries, const Posted& posted,
                           const Correction& correction) const override;
  std::size_t largest_enclosure(RecordKind kind) const override;
  int onto_clearing(const Document& document) const override;
  Result<Reference> reference(const Stop& stop) override;
  std::string reference_source() const override;
  // Remembers the rates, which accounts take no journal, the clearing account's currency, the organisation's
  // own, and what items and tracking there are.
  void use(const Reference& reference) override;
  Result<std::vector<LedgerItem>> items(const Stop& stop) override;
  Result<std::optional<Date>> locked_until(const Stop& stop) override;
  std::string name() const override { return "Xero"; }
  std::vector<ChangeStream> change_streams() const override;
  Result<ChangePage> changes(const Cursor& from, const Stop& stop) override;
  std::optional<Places> places(DocumentKind kind, std::string_view content) const override;
  std::optional<Decimal> rate(std::string_view content) const override;
  Result<std::vector<LedgerChange>> look_at(DocumentKind kind, std::span<const std::string> outside_ids,
                                            const Stop& stop) override;

  Result<ConnectionReport> check_connection(const Stop& stop);

 private:
  Result<Drafting> draft(const Entries& entries, const Posted& posted, const Correction* correction) const;
  std::optional<Outcomes> found_before(const Attempt& attempt, const Stop& stop);

  Settings settings_;
  Clock& clock_;
  Connection connection_;
  mutable std::mutex mutex_;
  Lists lists_;
  MergedContacts merged_;
  ClosedAccounts closed_;
  Clearing clearing_;
  Currency clearing_currency_;  // empty: not known
  Currency base_currency_;      // empty: not known
};

}  // namespace crosswalk::xero
