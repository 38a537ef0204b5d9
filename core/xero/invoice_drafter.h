// InvoiceDrafter: one drafting of an order's invoices (draft_invoices.h). What needs no permission is in
// draft_invoices.cc, what corrects approved invoices in correct_invoices.cc. Views into what it is given;
// used once, by one thread.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "model/correction.h"
#include "xero/differences.h"
#include "xero/draft_invoices.h"
#include "xero/marks.h"
#include "xero/shape.h"
#include "xero/standing.h"

namespace crosswalk::xero {

class InvoiceDrafter {
 public:
  InvoiceDrafter(const Entries& entries, const Posted& posted, const Settings& settings,
                 const TaxRates& rates, const Correction* correction, Drafting& out)
      : entries_(entries),
        posted_(posted),
        settings_(settings),
        rates_(rates),
        correction_(correction),
        out_(out) {}

  Result<InvoiceDrafts> run() {
    if (auto done = plan(); !done) return done.error();
    return std::move(drafts_);
  }

 private:
  Result<void> plan();
  Result<void> settle_approved();
  using Group = std::vector<StandingDocument*>;  // approved invoices of one day that differ
  Result<void> settle(const Group& group);
  Result<void> settle_approved(StandingDocument& standing);
  Result<bool> is_mended(const Group& group) const;
  Result<void> correct(const Group& group);
  Result<void> mend(const Group& group);
  bool may_change(const StandingDocument& standing) const;
  WantedInvoice* wanted_of(const Group& group);
  void stays(const Group& group, Date date);
  void replace(StandingDocument& standing);
  bool is_paid(const StandingDocument& standing) const;
  void add_void_steps(std::vector<Document> steps, const StandingDocument& standing);
  Result<void> place_wanted();
  Result<void> write(StandingDocument& standing, const WantedInvoice& wanted);
  void end(const StandingDocument& standing, Operation operation);
  void keep(const StandingDocument& standing);
  void withdraw_unsent(const StandingDocument& standing);
  Document step_of(const StandingDocument& standing, int step, Operation operation) const;
  StandingDocument& next_free();

  const Entries& entries_;
  const Posted& posted_;
  const Settings& settings_;
  const TaxRates& rates_;
  const Correction* correction_;  // null: what is approved stays as it is

  Differences differences_;
  std::map<const StandingDocument*, std::string> replaced_;  // ended to be made again, with their days
  std::vector<StandingDocument> standing_;
  std::vector<StandingDocument*> changing_;  // approved, and to be changed in place
  std::vector<StandingDocument*> left_;      // flexible and not yet taken by a wanted invoice
  std::deque<StandingDocument> fresh_;       // new numbers; a deque, because they are referred to
  std::vector<StandingDocument> payments_;
  Shape shape_;
  Drafting& out_;
  InvoiceDrafts drafts_;
};

}  // namespace crosswalk::xero
