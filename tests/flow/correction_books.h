// CorrectionBooks: a settled world (orders, returns, settlements) booked by the whole engine with rules that
// may be mistaken, which a test then corrects, rolls back and corrects again, in either ledger.
#pragma once

#include <functional>
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
  bool returns = true;  // not to be read: refunds are known from their settlement's rows alone
  bool attach = false;  // a settlement's file to its document
  Posting posting = Posting::order;
  int orders = 12;
  std::uint64_t seed = 7;
  std::function<void(simulator::World&)> adjust = {};
};

using Balance = std::map<std::string, std::string>;

// Sales, returns and commission each on another account than in the example's rules; and mended.
void mistake(const EditedRules& rules);
void mend(const EditedRules& rules);

// All that ever stood there, sorted: numbers, what became of them, days and money.
std::vector<std::string> picture_of(const simulator::XeroService& xero);
std::vector<std::string> picture_of(const simulator::CloudSuiteService& cloudsuite);
// What one has more than the other, a line each; "" when they are the same.
std::string difference(const std::vector<std::string>& is, const std::vector<std::string>& should);

class CorrectionBooks {
 public:
  CorrectionBooks(const BooksShape& shape, bool mistaken);

  // What happened until that day is not to be touched any more.
  void lock(const char* until);
  void pass(int times = 6);
  // The rules become right, and the engine begins anew.
  void mend();
  // Sends round what is booked, and has it done.
  void correct(const std::string& run);
  // Also what of it was sent again.
  void roll_back(const std::string& run, const std::string& as);
  // Calls to the ledger fail at random before and after they took effect; 0: none. `every`: also in ways
  // that only a person gets over.
  void set_faults(double share, bool every = false);
  // What was refused or held is sent once more, as `run` with a number of its own. False: there was none.
  bool send_again(const std::string& run);
  int faults_struck();

  Balance balance();
  // What lines of documents and journals say until a day, by account; without payments and what is owed.
  Balance said_until(const char* day);
  // The same by the entries as they are exported.
  Balance exported_until(const char* day);
  // What the records wait for; "" when nothing does.
  std::string held();
  // Numbers of invoices, bills and credit notes, sorted; the others are the voided ones.
  std::vector<std::string> numbers(bool voided = false);
  // Documents in the ledger that are neither posted nor over; "" when none is.
  std::string unfinished();
  std::vector<std::string> picture() const {
    return shape_.cloudsuite ? picture_of(*cloudsuite_) : picture_of(rig_->xero());
  }
  // "account document": what is booked there, in CloudSuite.
  Balance by_document();

  const EditedRules& rules() const { return rules_; }
  Rig& rig() { return *rig_; }
  simulator::CloudSuiteService& cloudsuite() { return *cloudsuite_; }

 private:
  std::vector<store::RecordRow> records();

  BooksShape shape_;
  int times_again_ = 0;
  std::map<std::int64_t, std::string> back_;  // what is rolled back of each record now
  EditedRules rules_;
  std::vector<std::unique_ptr<auth::TokenVault>> vaults_;  // one a process
  std::unique_ptr<Rig> rig_;
  std::unique_ptr<simulator::CloudSuiteService> cloudsuite_;
};

}  // namespace crosswalk::tests
