// SecretRef: where a secret is kept. Secrets do not stand in crosswalk.yaml; they are read when they are
// needed, so that `check` can name the ones that are missing.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "model/answers.h"

namespace crosswalk::config {

struct SecretRef {
  enum class Kind {
    named,  // {secret: NAME}: the file secrets/NAME of the workspace, which only its owner may read
    file,   // {file: PATH}: any file, such as one that an orchestrator mounts; its mode is the operator's
            // business
    env,    // {env: VAR}: a variable of the environment
    credential,  // {credential: NAME}: what systemd hands the service (LoadCredential=, see systemd.exec)
  };
  Kind kind = Kind::named;
  std::string name;            // as written: NAME, PATH or VAR
  std::filesystem::path path;  // of named and file
  Origin where;                // the line of crosswalk.yaml

  // For people: "the file secrets/walmart-us", "the variable XERO_SECRET".
  std::string text() const;
};

// Letters, digits, `.`, `_` and `-`, at most 40, not beginning with a dot. A bad name is not repeated in the
// error, because it may be the secret itself.
Result<std::string> parse_secret_name(std::string_view name);

// Reads it. Blanks and line breaks around the text do not belong to it. Missing, empty, too large (64 KiB) or
// readable by others is an error that says what to do and names the line of crosswalk.yaml, never the text.
Result<Secret> resolve(const SecretRef& ref);

}  // namespace crosswalk::config
