// `import`: records from files into the store as if they had been read.
#include "app/book_commands.h"
#include "app/commands.h"
#include "app/offline.h"
#include "app/opening.h"
#include "app/wiring.h"
#include "base/json_tree.h"

namespace crosswalk::app {
namespace {

constexpr std::size_t import_batch = 200;

class Importer {
 public:
  Importer(store::Store& store, const std::string& pair, Clock& clock)
      : store_(store), pair_(pair), clock_(clock) {}

  Result<void> take(const RecordView& view) {
    batch_.push_back({view.kind, std::string(view.id), std::string(view.body), Lane::history});
    return batch_.size() < import_batch ? Result<void>{} : flush();
  }
  Result<void> flush() {
    const auto stored = store_.receive(pair_, batch_, "", "", clock_.now());
    if (!stored) return stored.error();
    batch_.clear();
    total_.fresh += stored->fresh;
    total_.revised += stored->revised;
    total_.known += stored->known;
    return {};
  }
  const store::Received& total() const { return total_; }

 private:
  store::Store& store_;
  const std::string& pair_;
  Clock& clock_;
  std::vector<RawRecord> batch_;
  store::Received total_;
};

}  // namespace

int import_files(Session& session, const ImportOptions& options) {
  if (options.files.front() == "deposits")  // a file of that name is ./deposits
    return import_deposits(session, {options.files.begin() + 1, options.files.end()}, options.pair);
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto pair = chosen_pair(opening->workspace, options.pair);
  if (!pair) return failed(session, pair.error());
  NoNetwork network;
  NoBudget budget;
  const auto systems = Systems::make(**pair, {network, budget, session.clock, wire::random_jitter()}, false);
  if (!systems) return failed(session, systems.error());
  Importer importer(*opening->store, (*pair)->name.value, session.clock);
  for (const auto& file : options.files) {
    const auto text = read_input(session, file);
    if (!text) return failed(session, text.error());
    const auto shown = file == "-" ? std::string("standard input") : file;
    auto done = (*systems)->source().unpack(*text, shown, [&](const RecordView& view) {
      progress(session,
               shown + ": " + std::to_string(importer.total().fresh + importer.total().known) + " records");
      return importer.take(view);
    });
    // What could be read before the mistake is stored: nothing of a file is lost for its last line.
    if (auto stored = importer.flush(); !stored) return failed(session, stored.error());
    if (!done) return failed(session, done.error());
  }
  end_progress(session);
  const auto& total = importer.total();
  if (session.json)
    print(session, {{"new", total.fresh}, {"changed", total.revised}, {"known", total.known}});
  else
    session.out << total.fresh << " new, " << total.revised << " changed, " << total.known
                << " known records; `crosswalk once --no-sweep` books them\n";
  return exit_ok;
}

}  // namespace crosswalk::app
