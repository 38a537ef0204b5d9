#include "rules/mapper.h"

#include "rules/evaluator.h"
#include "rules/loaded_rule_set.h"
#include "rules/machine.h"

namespace crosswalk::rules {
namespace {

const Origin built_in{"built in", 0};

class LuaMapper final : public Mapper {
 public:
  LuaMapper(std::shared_ptr<const LoadedRuleSet> rules, const RuleBudget& budget)
      : rules_(std::move(rules)), budget_(budget) {
    mapping_.version = rules_->version();
  }

  Result<void> build() {
    auto machine = Machine::make(rules_->sources(), budget_);
    if (!machine) return machine.error();
    machine_ = std::move(*machine);
    if (places_.empty()) places_ = machine_->program().places;
    return {};
  }

  const Mapping& map(const RecordFacts& facts, std::span<const Line> lines) override;
  const RuleSet& rule_set() const override { return *rules_; }
  const std::vector<Place>& places() const override { return places_; }
  void count_into(Hits* hits) override {
    if (hits != nullptr) hits->resize(places_.size());
    evaluator_.count_into(hits);
  }

 private:
  bool ask_record(const RecordFacts& facts);
  bool ask_line(const Line& line, LineAnswers& answers);
  bool ask(Question question, const Line* line, Answer* answer, std::vector<TrackingAnswer>* tracking);
  void stop(Verdict verdict, std::string reason, Origin origin);

  std::shared_ptr<const LoadedRuleSet> rules_;
  RuleBudget budget_;
  std::unique_ptr<Machine> machine_;
  Evaluator evaluator_;
  std::vector<Place> places_;
  Mapping mapping_;
};

std::string described(const Line& line) {
  std::string text = "line " + std::string(line.order_line) + " (";
  if (!line.sku.empty()) text.append("SKU ").append(line.sku).append(", ");
  text.append("class ").append(name_of(line.line_class));
  if (!line.charge_name.empty()) text.append(", charge ").append(line.charge_name);
  return text + ")";
}

void LuaMapper::stop(Verdict verdict, std::string reason, Origin origin) {
  mapping_.verdict = verdict;
  mapping_.reason = std::move(reason);
  mapping_.origin = std::move(origin);
}

// False: the record stops here, and the mapping says why.
bool LuaMapper::ask(Question question, const Line* line, Answer* answer,
                    std::vector<TrackingAnswer>* tracking) {
  const Use& use = *machine_->program().answer(question);
  switch (evaluator_.ask(question, use, line, answer, tracking)) {
    case Evaluator::Reply::value:
    case Evaluator::Reply::nothing:
      return true;
    case Evaluator::Reply::stopped:
      stop(evaluator_.verdict(), evaluator_.reason(), evaluator_.origin());
      return false;
    case Evaluator::Reply::unanswered:
      break;
  }
  if (question == Question::hold) return true;
  stop(Verdict::hold,
       "no row of " + use.origin.file + " answers for " +
           (line != nullptr ? described(*line) : std::string("this record")) +
           "; add one, then replay the record",
       use.origin);
  return false;
}

bool LuaMapper::ask_record(const RecordFacts& facts) {
  const Program& program = machine_->program();
  if (program.answer(Question::contact)) {
    if (!ask(Question::contact, nullptr, &mapping_.contact, nullptr)) return false;
  } else {
    mapping_.contact.value = facts.channel;
    mapping_.contact.origin = built_in;
  }
  return !program.answer(Question::hold) || ask(Question::hold, nullptr, nullptr, nullptr);
}

bool LuaMapper::ask_line(const Line& line, LineAnswers& answers) {
  const Program& program = machine_->program();
  const bool has_item = line.line_class == LineClass::product || line.line_class == LineClass::discount;
  answers.item.value.clear();
  answers.item.origin.file.clear();
  answers.item.origin.line = 0;
  answers.tracking.clear();
  if (has_item && program.answer(Question::item) && !ask(Question::item, &line, &answers.item, nullptr))
    return false;
  if (!ask(Question::tax, &line, &answers.tax, nullptr)) return false;
  if (program.answer(Question::tracking) && !ask(Question::tracking, &line, nullptr, &answers.tracking))
    return false;
  return ask(Question::account, &line, &answers.account, nullptr);
}

const Mapping& LuaMapper::map(const RecordFacts& facts, std::span<const Line> lines) {
  const RecordScope record{facts, lines};
  mapping_.verdict = Verdict::book;
  mapping_.reason.clear();
  mapping_.origin = {};
  mapping_.contact.value.clear();
  mapping_.contact.origin.file.clear();
  mapping_.lines.resize(lines.size());
  if (machine_ == nullptr)
    if (auto built = build(); !built) {
      stop(Verdict::hold, "the rules cannot be loaded again: " + built.error().message,
           {built.error().where, 0});
      mapping_.lines.clear();
      return mapping_;
    }
  machine_->begin(record);
  evaluator_.begin(*machine_, record);
  std::size_t answered = 0;
  if (ask_record(facts))
    while (answered < lines.size() && ask_line(lines[answered], mapping_.lines[answered])) ++answered;
  mapping_.lines.resize(answered);
  machine_->end();
  // A spent state is thrown away at once, so that nothing of it meets the next record.
  if (machine_->spoiled()) machine_.reset();
  return mapping_;
}

}  // namespace

Result<std::unique_ptr<Mapper>> make_mapper(std::shared_ptr<const RuleSet> rules, const RuleBudget& budget) {
  auto loaded = std::dynamic_pointer_cast<const LoadedRuleSet>(std::move(rules));
  if (loaded == nullptr) return fail(ErrorKind::internal, "a mapper needs a rule set that load_rules made");
  auto mapper = std::make_unique<LuaMapper>(std::move(loaded), budget);
  if (auto built = mapper->build(); !built) return built.error();
  return std::unique_ptr<Mapper>(std::move(mapper));
}

}  // namespace crosswalk::rules
