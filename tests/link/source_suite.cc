#include "link/source_suite.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "base/crypto.h"

namespace crosswalk::tests {
namespace {

using Name = std::pair<RecordKind, std::string>;

struct Reading {
  std::map<Name, std::string> bodies;            // the newest
  std::map<std::string, std::string> positions;  // by stream
};

void read_all(Source& source, Reading& reading) {
  for (const auto& stream : source.streams()) {
    for (int page_number = 0;; ++page_number) {
      REQUIRE(page_number < 1000);
      const auto page = source.read({stream, reading.positions[stream]}, {});
      REQUIRE_MESSAGE(page.ok(), (page ? "" : page.error().text()));
      CHECK(page->next.stream == stream);
      for (const auto& record : page->records) reading.bodies[{record.kind, record.id}] = record.body;
      reading.positions[stream] = page->next.position;
      if (page->caught_up) break;
    }
  }
}

class Collected final : public LineSink {
 public:
  Result<void> facts(const RecordFacts& facts) override {
    CHECK(lines == 0);
    ++headers;
    id = facts.id;
    return {};
  }
  Result<void> line(const Line& line) override {
    CHECK(headers == 1);
    ++lines;
    const std::string key = key_of(line);
    CHECK_MESSAGE(keys.insert(key).second, "the key " << key << " stands twice");
    text += key + "=" + line.amount.text() + "\n";
    (line.line_class == LineClass::tax ? taxes : charges).add(line.amount);
    return {};
  }
  int headers = 0;
  int lines = 0;
  std::string id;
  std::string text;
  std::set<std::string> keys;
  MoneySum charges{Currency::parse("USD").value()};
  MoneySum taxes{Currency::parse("USD").value()};
};

Record record_of(const Name& name, const std::string& body) {
  Record record;
  record.key = {"us", name.first, name.second};
  record.body = body;
  record.hash = sha256(body);
  return record;
}

void every_record_is_read(SourceSubject& subject) {
  Reading reading;
  read_all(subject.source, reading);
  for (const auto& key : subject.keys)
    CHECK_MESSAGE(reading.bodies.count({key.kind, key.id}) == 1, key.id << " was not read");
}

void caught_up_stays_caught_up(SourceSubject& subject) {
  Reading reading;
  read_all(subject.source, reading);
  const auto before = reading.bodies;
  read_all(subject.source, reading);
  CHECK(reading.bodies == before);
}

void a_failed_page_can_be_read_again(SourceSubject& subject) {
  const std::string stream = subject.source.streams().front();
  subject.break_next_read();
  const auto failed = subject.source.read({stream, ""}, {});
  CHECK_FALSE(failed.ok());
  Reading reading;
  read_all(subject.source, reading);
  for (const auto& key : subject.keys) CHECK(reading.bodies.count({key.kind, key.id}) == 1);
}

void named_records_are_fetched_and_unknown_ones_left_out(SourceSubject& subject) {
  // One of each kind, and one that does not exist.
  std::vector<RecordKey> keys;
  for (const auto& key : subject.keys)
    if (keys.empty() || keys.back().kind != key.kind) keys.push_back(key);
  const auto known = keys.size();
  keys.push_back({"us", RecordKind::order, "999999999999999"});
  keys.push_back({"us", RecordKind::return_order, "999999999999999"});
  const auto fetched = subject.source.fetch(keys, {});
  REQUIRE_MESSAGE(fetched.ok(), (fetched ? "" : fetched.error().text()));
  REQUIRE(fetched->size() == known);
  for (std::size_t i = 0; i < known; ++i) {
    CHECK(fetched->at(i).kind == keys[i].kind);
    CHECK(fetched->at(i).id == keys[i].id);
  }
}

void lines_are_pure_unique_and_add_up(SourceSubject& subject) {
  Reading reading;
  read_all(subject.source, reading);
  std::map<RecordKind, int> readable;
  for (const auto& [name, body] : reading.bodies) {
    const Record record = record_of(name, body);
    Collected first;
    const auto done = subject.source.lines(record, first);
    if (!done) {
      CHECK((done.error().kind == ErrorKind::invalid || done.error().kind == ErrorKind::config));
      CHECK_FALSE(done.error().message.empty());
      continue;
    }
    ++readable[name.first];
    Collected second;
    REQUIRE(subject.source.lines(record, second).ok());
    CHECK(first.text == second.text);
    CHECK(first.id == name.second);
    const auto tally = subject.source.tally(record);
    REQUIRE(tally.ok());
    CHECK(first.charges.total().value().amount == tally->charges.amount);
    CHECK(first.taxes.total().value().amount == tally->taxes.amount);
  }
  CHECK(readable[RecordKind::order] >= 5);
  for (const auto& key : subject.keys) CHECK(readable[key.kind] > 0);
}

void scrubbed_records_read_the_same(SourceSubject& subject) {
  Reading reading;
  read_all(subject.source, reading);
  for (const auto& [name, body] : reading.bodies) {
    Collected whole;
    if (!subject.source.lines(record_of(name, body), whole)) continue;
    const std::string bare = subject.source.scrub(record_of(name, body));
    const std::string& id = name.second;
    for (const auto& told : subject.personal)
      CHECK_MESSAGE(bare.find(told) == std::string::npos, told << " is left in " << id);
    Collected scrubbed;
    REQUIRE(subject.source.lines(record_of(name, bare), scrubbed).ok());
    CHECK(scrubbed.text == whole.text);
  }
}

void a_stop_ends_a_read(SourceSubject& subject) {
  std::stop_source stop;
  stop.request_stop();
  const auto page = subject.source.read({subject.source.streams().front(), ""}, stop.get_token());
  REQUIRE_FALSE(page.ok());
  CHECK(page.error().kind == ErrorKind::stopped);
}

}  // namespace

void run_source_suite(const std::function<void(const std::function<void(SourceSubject&)>&)>& with_subject) {
  SUBCASE("every record is read") {
    with_subject(every_record_is_read);
  }
  SUBCASE("caught up stays caught up") {
    with_subject(caught_up_stays_caught_up);
  }
  SUBCASE("a failed page can be read again") {
    with_subject(a_failed_page_can_be_read_again);
  }
  SUBCASE("named records are fetched, unknown ones left out") {
    with_subject(named_records_are_fetched_and_unknown_ones_left_out);
  }
  SUBCASE("lines are pure, unique and add up") {
    with_subject(lines_are_pure_unique_and_add_up);
  }
  SUBCASE("scrubbed records read the same") {
    with_subject(scrubbed_records_read_the_same);
  }
  SUBCASE("a stop ends a read") {
    with_subject(a_stop_ends_a_read);
  }
}

}  // namespace crosswalk::tests
