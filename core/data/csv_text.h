// The letters of a data file: which encoding its bytes are in, and the bytes as UTF-8, piece by piece.
#pragma once

#include "core/data/csv_choice.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace talweg {

/// Where bytes come from: fills at most `size` bytes of `buffer` and returns how many; 0: there are no more.
using ByteSource = std::function<std::size_t(char* buffer, std::size_t size)>;

/// The source that gives `bytes`, which must outlive it.
ByteSource byte_source(std::string_view bytes);

/// Whether the text is UTF-8 (Unicode 15, table 3-7). A sequence that the end cuts off counts when `cut`.
bool is_utf8(std::string_view text, bool cut);

/// Every byte as the letter of that number (ISO 8859-1), in UTF-8.
std::string utf8_from_latin1(std::string_view bytes);

/// The encoding that a file's first bytes tell: by a byte order mark, by where zero bytes stand, else UTF-8
/// where it is that and Latin-1 where not. `cut`: the file goes on behind them.
CsvEncoding encoding_of(std::string_view head, bool cut);

/// "UTF-8", "UTF-16 (little-endian)", …
std::string_view encoding_name(CsvEncoding encoding);

/// The bytes of a source as UTF-8. Latin-1 passes as it is: whoever keeps a name makes it UTF-8 then
/// (utf8_from_latin1), and everything else that is read are numbers and delimiters, the same in both.
class TextDecoder {
  public:
    TextDecoder(ByteSource source, CsvEncoding encoding);

    /// Appends the next piece to `text`; false: there is none left. A byte order mark is left out; a half
    /// character of UTF-16 becomes U+FFFD. Throws Error at a zero byte: "this is not a text file: …".
    bool read(std::vector<char>& text);

  private:
    void append_utf16(std::string_view bytes, std::vector<char>& text);
    void put(char32_t letter, std::vector<char>& text);

    ByteSource source_;
    CsvEncoding encoding_;
    std::string piece_;
    std::size_t offset_ = 0;  ///< of the piece in the file
    char32_t high_ = 0;       ///< the first half of a pair
    int odd_ = -1;            ///< the first byte of a unit that the piece before ended in
    bool started_ = false;
};

}  // namespace talweg
