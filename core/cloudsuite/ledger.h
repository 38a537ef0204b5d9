// CloudSuiteLedger: the general ledger and the receivables of Infor CloudSuite (FSM) as a ledger
// (link/target.h). A document is what one revision of a record adds to the books; an attempt is one run
// group. What is told of it, and where, is the dialect's to say (dialect.h). Safe from any thread.
#pragma once

#include "cloudsuite/connection.h"
#include "cloudsuite/landmark_gl.h"
#include "cloudsuite/landmark_receivables.h"
#include "cloudsuite/look_again.h"
#include "cloudsuite/settings.h"
#include "link/target.h"

namespace crosswalk::cloudsuite {

class CloudSuiteLedger final : public Ledger {
 public:
  // `transport`, `budget` and `clock` must outlive it, and `vault` (connection.h).
  CloudSuiteLedger(Settings settings, Ionapi ionapi, wire::Transport& transport, Budget& budget, Clock& clock,
                   wire::Jitter jitter = wire::random_jitter(), auth::TokenVault* vault = nullptr);

  std::size_t fits(std::span<const Document> documents) const override;
  std::vector<BucketLimit> pace() const override;
  Result<FrozenRequest> freeze(std::string_view attempt_id, std::span<const Document> documents,
                               const Receipts& receipts) const override;
  Outcomes send(const Attempt& attempt, const Stop& stop) override;
  Outcomes check(const Attempt& attempt, const Stop& stop) override;

  Result<Drafting> draft(const Entries& entries, const Posted& posted) const override;
  Result<Drafting> correct(const Entries& entries, const Posted& posted,
                           const Correction& correction) const override;
  Result<Reference> reference(const Stop& stop) override;
  std::string reference_source() const override;
  // None: a general ledger keeps no items.
  Result<std::vector<LedgerItem>> items(const Stop& stop) override;
  Result<std::optional<Date>> locked_until(const Stop& stop) override;

  std::string customer_source() const override;
  Result<std::vector<LedgerCustomer>> customers(const Stop& stop) override;
  std::string customer_of(const Entries& entries) const override;
  std::string contact_code(const Entries& entries) const override;

  std::string name() const override { return "CloudSuite"; }
  bool posts_later() const override { return true; }
  Result<std::vector<std::optional<LedgerChange>>> look_again(std::span<const Standing> standing,
                                                              bool closely, const Stop& stop) override;
  // Of rows of the general ledger, by account.
  std::optional<crosswalk::Places> places(DocumentKind kind, std::string_view content) const override;

  std::optional<InBooks> in_books(const Entries& entries, const Entry& entry) const override;

  std::vector<Error> check_connection(const Stop& stop);

 private:
  // Members of an attempt are of one kind.
  const Dialect& dialect_of(std::span<const Document> documents) const;

  Settings settings_;
  LandmarkGl general_ledger_{settings_};
  LandmarkReceivables receivables_{settings_};
  Clock& clock_;
  Connection connection_;
  JournalMemory journals_;
};

}  // namespace crosswalk::cloudsuite
