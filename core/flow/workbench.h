// RecordWorkbench: what the rules' own tests need of records and documents, done as the engine does it: the
// pair's source takes records apart, its ledger drafts. No network, no store. One a run of tests; not
// thread-safe.
#pragma once

#include <string>

#include "flow/line_list.h"
#include "flow/translate.h"
#include "link/source.h"
#include "link/target.h"
#include "rules/testing/workbench.h"

namespace crosswalk::flow {

class RecordWorkbench final : public rules::Workbench {
 public:
  // `ledger` is asked for drafts only. Of `book` depends what is due; the books are open since ever here.
  RecordWorkbench(std::string pair, const Source& source, const Ledger& ledger, BookMode book)
      : pair_(std::move(pair)), source_(source), ledger_(ledger) {
    settings_.book = book;
  }

  Result<std::vector<Record>> unpack(std::string_view text, std::string_view name) override;
  Result<rules::OrderView> lines(const Record& record) override;
  Result<std::string> documents(const Record& record, rules::Mapper& mapper) override;
  Result<std::string> documents(const rules::OrderView& order, rules::Mapper& mapper) override;

 private:
  std::string pair_;
  const Source& source_;
  const Ledger& ledger_;
  PairSettings settings_;
  LineList list_;
  std::vector<Line> lines_;
};

}  // namespace crosswalk::flow
