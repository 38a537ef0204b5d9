#include "rules/mapper.h"

#include "rules/loaded_rule_set.h"
#include "rules/lua/evaluator.h"
#include "rules/lua/machine.h"

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
    machine_->host().customers = customers_.get();
    if (places_.empty()) places_ = machine_->program().places;
    if (watch_ != nullptr) machine_->trace(&watch_->lines);
    return {};
  }

  const Mapping& map(const RecordFacts& facts, std::span<const Line> lines) override;
  void use_customers(const std::shared_ptr<const Customers>& customers) override {
    customers_ = customers;
    if (machine_ != nullptr) machine_->host().customers = customers_.get();
  }
  const RuleSet& rule_set() const override { return *rules_; }
  const std::vector<Place>& places() const override { return places_; }
  void count_into(Hits* hits) override {
    if (hits != nullptr) hits->resize(places_.size());
    evaluator_.count_into(hits);
  }
  void watch(MapWatch* watch) override {
    watch_ = watch;
    evaluator_.note_into(watch != nullptr ? &watch->places : nullptr);
    if (machine_ != nullptr) machine_->trace(watch != nullptr ? &watch->lines : nullptr);
  }

  const Offering& offer(const ItemFacts& item) override;

 private:
  using Into = Evaluator::Into;
  bool ready();
  void tell(const Line* line) {
    if (watch_ != nullptr && watch_->decided) watch_->decided(line);
  }
  bool ask_record(const RecordFacts& facts);
  bool ask_line(const Line& line, LineAnswers& answers);
  bool ask_item(ItemFacts item);
  bool ask_offer(const ItemFacts& item, Offer& offer);
  bool ask(Question question, const Line* line, const Into& into);
  bool ask_if_there(Question question, const Line* line, const Into& into);
  bool unanswered(Question question, const Line* line, const Origin& origin);
  void stop(Verdict verdict, std::string reason, Origin origin);
  void end();

  std::shared_ptr<const LoadedRuleSet> rules_;
  RuleBudget budget_;
  std::shared_ptr<const Customers> customers_;
  std::unique_ptr<Machine> machine_;
  Evaluator evaluator_;
  MapWatch* watch_ = nullptr;
  std::vector<Place> places_;
  Mapping mapping_;
  Offering offering_;
  std::vector<Answer> skus_;
  const ItemFacts* item_ = nullptr;  // of the question that is asked now; null: a record's
};

// Empties an answer and keeps its memory.
void clear(Answer& answer) {
  answer.value.clear();
  answer.origin.file.clear();
  answer.origin.line = 0;
}

std::string described(const Line& line) {
  std::string text = "line " + std::string(line.order_line) + " (";
  if (!line.sku.empty()) text.append("SKU ").append(line.sku).append(", ");
  text.append("class ").append(name_of(line.line_class));
  if (!line.charge_name.empty()) text.append(", charge ").append(line.charge_name);
  return text + ")";
}

void LuaMapper::stop(Verdict verdict, std::string reason, Origin origin) {
  const bool of_item = item_ != nullptr;
  (of_item ? offering_.verdict : mapping_.verdict) = verdict;
  (of_item ? offering_.reason : mapping_.reason) = std::move(reason);
  (of_item ? offering_.origin : mapping_.origin) = std::move(origin);
}

bool LuaMapper::unanswered(Question question, const Line* line, const Origin& origin) {
  std::string about = "this record";
  if (line != nullptr) about = described(*line);
  if (item_ != nullptr) about = "item " + std::string(item_->code);
  const std::string again = item_ == nullptr ? ", then replay the record" : "";
  stop(Verdict::hold, "no row of " + origin.file + " answers for " + about + "; add one" + again, origin);
  return question == Question::hold;
}

// False: the record stops here, and the mapping says why.
bool LuaMapper::ask(Question question, const Line* line, const Into& into) {
  const Use& use = *machine_->program().answer(question);
  switch (evaluator_.ask(question, use, line, into)) {
    case Evaluator::Reply::value:
    case Evaluator::Reply::nothing:
      return true;
    case Evaluator::Reply::stopped:
      stop(evaluator_.verdict(), evaluator_.reason(), evaluator_.origin());
      return false;
    case Evaluator::Reply::unanswered:
      break;
  }
  return question == Question::hold || unanswered(question, line, use.origin);
}

bool LuaMapper::ask_if_there(Question question, const Line* line, const Into& into) {
  if (machine_->program().answer(question)) return ask(question, line, into);
  if (into.answer != nullptr) clear(*into.answer);
  return true;
}

bool LuaMapper::ask_record(const RecordFacts& facts) {
  if (machine_->program().answer(Question::contact)) {
    if (!ask(Question::contact, nullptr, {.answer = &mapping_.contact})) return false;
  } else {
    mapping_.contact.value = facts.channel;
    mapping_.contact.origin = built_in;
  }
  return ask_if_there(Question::hold, nullptr, {}) &&
         ask_if_there(Question::reference, nullptr, {.answer = &mapping_.reference});
}

bool LuaMapper::ask_line(const Line& line, LineAnswers& answers) {
  const bool is_product = line.line_class == LineClass::product;
  // A refund is of an item only when the units have come back: then they are in stock again.
  const bool restocks =
      line.line_class == LineClass::refund && line.goods_back && line.charge_type == "PRODUCT";
  const bool has_item = is_product || line.line_class == LineClass::discount || restocks;
  clear(answers.item);
  clear(answers.cost);
  clear(answers.catalogue);
  answers.tracking.clear();
  return (!has_item || ask_if_there(Question::item, &line, {.answer = &answers.item})) &&
         ask(Question::tax, &line, {.answer = &answers.tax}) &&
         ask_if_there(Question::tracking, &line, {.tracking = &answers.tracking}) &&
         ask(Question::account, &line, {.answer = &answers.account}) &&
         ask_if_there(Question::description, &line, {.answer = &answers.description}) &&
         ask_if_there(Question::date, &line, {.answer = &answers.date}) &&
         (!is_product || ask_if_there(Question::cost, &line, {.answer = &answers.cost})) &&
         ask_if_there(Question::catalogue, &line, {.answer = &answers.catalogue});
}

// The item's SKUs: by the rule, else its code.
bool LuaMapper::ask_item(ItemFacts item) {
  const Program& program = machine_->program();
  if (!program.answer(Question::stock) && !program.answer(Question::price)) return true;
  skus_.assign(1, {std::string(item.code), built_in});
  item.sku = {};
  item_ = &item;
  evaluator_.begin(*machine_, nullptr, &item);
  if (program.answer(Question::sku)) {
    skus_.clear();
    if (!ask(Question::sku, nullptr, {.several = &skus_})) return false;
  }
  for (const Answer& sku : skus_) {
    item.sku = sku.value;
    Offer& offer = offering_.offers.emplace_back();
    offer.sku = sku;
    if (!ask_offer(item, offer)) return false;
  }
  return true;
}

bool LuaMapper::ask_offer(const ItemFacts& item, Offer& offer) {
  item_ = &item;
  return ask_if_there(Question::stock, nullptr, {.answer = &offer.stock}) &&
         ask_if_there(Question::price, nullptr, {.answer = &offer.price});
}

// False: the rules cannot be loaded any more, and that is the answer.
bool LuaMapper::ready() {
  if (machine_ != nullptr) return true;
  auto built = build();
  if (built) return true;
  stop(Verdict::hold, "the rules cannot be loaded again: " + built.error().message, {built.error().where, 0});
  return false;
}

void LuaMapper::end() {
  machine_->end();
  item_ = nullptr;
  // A spent state is thrown away at once, so that nothing of it meets the next record.
  if (machine_->spoiled()) machine_.reset();
}

const Offering& LuaMapper::offer(const ItemFacts& item) {
  offering_ = {};
  offering_.version = rules_->version();
  item_ = &item;
  if (!ready()) return offering_;
  machine_->begin();
  if (!ask_item(item)) offering_.offers.clear();
  offering_.remarks = machine_->host().remarks;
  end();
  return offering_;
}

const Mapping& LuaMapper::map(const RecordFacts& facts, std::span<const Line> lines) {
  const RecordScope record{facts, lines};
  mapping_.verdict = Verdict::book;
  mapping_.reason.clear();
  mapping_.origin = {};
  mapping_.remarks.clear();
  mapping_.customers.clear();
  clear(mapping_.contact);
  clear(mapping_.reference);
  mapping_.lines.resize(lines.size());
  item_ = nullptr;
  if (!ready()) {
    mapping_.lines.clear();
    return mapping_;
  }
  machine_->begin();
  evaluator_.begin(*machine_, &record, nullptr);
  std::size_t answered = 0;
  bool goes_on = ask_record(facts);
  tell(nullptr);
  while (goes_on && answered < lines.size()) {
    goes_on = ask_line(lines[answered], mapping_.lines[answered]);
    tell(&lines[answered]);
    if (goes_on) ++answered;
  }
  mapping_.lines.resize(answered);
  if (!machine_->host().remarks.empty()) mapping_.remarks = machine_->host().remarks;
  if (machine_->host().asked_customers) mapping_.customers = customers_->hash();
  end();
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
