// Evaluator: asks one question of a program, walking tables in C++ and entering Lua for functions only. One a
// mapper, not thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/answers.h"
#include "rules/language/program.h"
#include "rules/lua/machine.h"

namespace crosswalk::rules {

class Evaluator {
 public:
  enum class Reply {
    value,       // text_ or tracking_ is filled
    nothing,     // `none`
    unanswered,  // no row held
    stopped,     // hold, skip or a fault: verdict(), reason() and origin() say which and why
  };

  // `record` or `item` is what the next questions are about.
  void begin(Machine& machine, const RecordScope* record, const ItemFacts* item) {
    machine_ = &machine;
    subject_ = {record, nullptr, item};
  }

  // Counts what answers into `hits`, one number a place of the program; null: no more.
  void count_into(Hits* hits) { hits_ = hits; }

  // Notes what answers at the end of `trail`, one after the other; null: no more.
  void note_into(std::vector<std::uint32_t>* trail) { trail_ = trail; }

  // Where an answer goes: `answer`, or `tracking` or `texts` for the questions that have such an answer.
  struct Into {
    Answer* answer = nullptr;
    std::vector<TrackingAnswer>* tracking = nullptr;
    std::vector<Answer>* several = nullptr;
  };
  // `line` is null for questions about the record or an item.
  Reply ask(Question question, const Use& top, const Line* line, const Into& into);

  Verdict verdict() const { return verdict_; }
  const std::string& reason() const { return reason_; }
  const Origin& origin() const { return origin_; }

 private:
  struct Asked {
    Question question;
    Into into;
  };

  Reply use(const Asked& asked, const Use& use);
  Reply decide(const Asked& asked, const Node& node);
  Reply look_up(const Asked& asked, const Node& node);
  Reply function(const Asked& asked, const Use& use);
  Reply result(const Asked& asked, const Use& use);
  Reply result_table(const Asked& asked, const Use& use);
  Reply result_tracking(const Asked& asked, const Use& use);
  Reply result_texts(const Asked& asked, const Use& use);
  Reply result_box(const Asked& asked, const Use& use, const Box& box);
  Reply result_number(const Asked& asked, const Use& use, const std::string& text, Currency currency);
  Reply text(const Asked& asked, std::string_view value, const Origin& origin);
  Reply wrong(const Asked& asked, const Use& use, std::string_view got);
  Reply wrong_currency(Question question, std::string_view currency, const Origin& origin);
  enum class Hit { yes, no, fault };
  Hit hits(const Row& row);
  Reply stop(Verdict verdict, std::string reason, Origin origin);
  Reply fault(std::string reason, const Origin& origin) {
    return stop(Verdict::hold, std::move(reason), origin);
  }
  Reply broken(const Origin& origin);
  void hit(std::uint32_t place) {
    if (hits_ != nullptr) ++(*hits_)[place];
    if (trail_ != nullptr) trail_->push_back(place);
  }

  Machine* machine_ = nullptr;
  Subject subject_;
  Hits* hits_ = nullptr;
  std::vector<std::uint32_t>* trail_ = nullptr;
  Verdict verdict_ = Verdict::book;
  std::string reason_;
  Origin origin_;
};

}  // namespace crosswalk::rules
