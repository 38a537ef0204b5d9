// CorrectionBooks: a settled world (orders, returns, settlements) booked by the whole engine with rules that
// may be mistaken, which a test then corrects, rolls back and corrects again, in either ledger.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "flow/cloud_books.h"
#include "flow/edited_rules.h"
#include "flow/rig.h"
#include "simulator/cloudsuite_service.h"

namespace crosswalk::tests {

struct BooksShape {
  bool cloudsuite = false;  // in place of Xero
  bool clearing = true;     // without it nothing is paid, credit is allocated, and settlements are held
  bool pays_settled = false;
  Posting posting = Posting::order;
  int orders = 12;
  std::uint64_t seed = 7;
};

using Balance = std::map<std::string, std::string>;

class CorrectionBooks {
 public:
  // Sales, returns and commission each on another account when `mistaken`.
  CorrectionBooks(const BooksShape& shape, bool mistaken);

  void pass(int times = 6);
  // The rules become right, and the engine begins anew.
  void mend();
  // Sends round what is booked, and has it done.
  void correct(const std::string& run);
  void roll_back(const std::string& run, const std::string& as);
  // Calls fail at random before and after they took effect, in both systems; 0: none.
  void set_faults(double share);

  Balance balance();
  // What the records wait for; "" when nothing does.
  std::string held();
  // Numbers of invoices, bills and credit notes, sorted; the others are the voided ones.
  std::vector<std::string> numbers(bool voided = false);
  // Documents in the ledger that are neither posted nor over; "" when none is.
  std::string unfinished();
  // "account document": what is booked there, in CloudSuite.
  Balance by_document();

  Rig& rig() { return *rig_; }
  simulator::CloudSuiteService& cloudsuite() { return *cloudsuite_; }

 private:
  std::vector<store::RecordRow> records();

  BooksShape shape_;
  EditedRules rules_;
  std::vector<std::unique_ptr<auth::TokenVault>> vaults_;  // one a process
  std::unique_ptr<Rig> rig_;
  std::unique_ptr<simulator::CloudSuiteService> cloudsuite_;
};

}  // namespace crosswalk::tests
