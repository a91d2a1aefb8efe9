// What a user did wrong (Error) and what we did wrong (TALWEG_CHECK).
#pragma once

#include <stdexcept>
#include <string>

namespace talweg {

/// Something that came from outside is wrong: a file, an argument, a typed number, a full disk.
/// what() is a whole sentence for the user: what, where, what was expected.
class Error : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Ends the program with the condition and its place. Called by TALWEG_CHECK only.
[[noreturn]] void fail_check(const char* condition, const char* file, int line);

}  // namespace talweg

/// A condition that only a bug of ours can break. On in every build: a crash beats a silently wrong number.
#define TALWEG_CHECK(condition) \
    ((condition) ? static_cast<void>(0) : ::talweg::fail_check(#condition, __FILE__, __LINE__))
