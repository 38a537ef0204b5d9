// Evaluator: asks one question of a program, walking tables in C++ and entering Lua for functions only. One a
// mapper, not thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/answers.h"
#include "rules/machine.h"
#include "rules/program.h"

namespace crosswalk::rules {

class Evaluator {
 public:
  enum class Reply {
    value,       // text_ or tracking_ is filled
    nothing,     // `none`
    unanswered,  // no row held
    stopped,     // hold, skip or a fault: verdict(), reason() and origin() say which and why
  };

  void begin(Machine& machine, const RecordScope& record) {
    machine_ = &machine;
    record_ = &record;
  }

  // Counts what answers into `hits`, one number a place of the program; null: no more.
  void count_into(Hits* hits) { hits_ = hits; }

  // `line` is null for questions about the record. What a value is goes into `answer`, or `tracking` when
  // that is asked.
  Reply ask(Question question, const Use& top, const Line* line, Answer* answer,
            std::vector<TrackingAnswer>* tracking);

  Verdict verdict() const { return verdict_; }
  const std::string& reason() const { return reason_; }
  const Origin& origin() const { return origin_; }

 private:
  struct Asked {
    Question question;
    const Line* line;
    Answer* answer;
    std::vector<TrackingAnswer>* tracking;
  };

  Reply use(const Asked& asked, const Use& use);
  Reply decide(const Asked& asked, const Node& node);
  Reply look_up(const Asked& asked, const Node& node);
  Reply function(const Asked& asked, const Use& use);
  Reply result(const Asked& asked, const Use& use);
  Reply result_table(const Asked& asked, const Use& use);
  Reply result_text(const Asked& asked, const Use& use, std::string_view text);
  enum class Hit { yes, no, fault };
  Hit hits(const Asked& asked, const Row& row);
  Reply stop(Verdict verdict, std::string reason, Origin origin);
  Reply fault(std::string reason, const Origin& origin) {
    return stop(Verdict::hold, std::move(reason), origin);
  }
  Reply broken(const Origin& origin);
  void hit(std::uint32_t place) {
    if (hits_ != nullptr) ++(*hits_)[place];
  }

  Machine* machine_ = nullptr;
  const RecordScope* record_ = nullptr;
  Hits* hits_ = nullptr;
  Verdict verdict_ = Verdict::book;
  std::string reason_;
  Origin origin_;
};

// Whether `value` meets `test`. REQUIRES: value.fault is null.
bool meets(const Test& test, const FieldValue& value);

}  // namespace crosswalk::rules
