// The letters of a data file: encodings.
#include "core/data/csv_text.h"

#include "core/base/error.h"

#include <algorithm>
#include <cstring>

namespace talweg {
namespace {

constexpr std::size_t kPieceBytes = 1 << 16;
constexpr std::string_view kMark8 = "\xef\xbb\xbf";
constexpr std::string_view kMark16Little = "\xff\xfe";
constexpr std::string_view kMark16Big = "\xfe\xff";
constexpr char32_t kReplacement = 0xfffd;

unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

// The length of the sequence that begins at i; 0: none does. `short_of`: the text ends before it does.
std::size_t sequence_length(std::string_view text, std::size_t i, bool& short_of) {
    const unsigned lead = byte_at(text, i);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4) return 0;
    for (std::size_t k = 1; k < length; ++k) {
        if (i + k >= text.size()) {
            short_of = true;
            return length;
        }
        const unsigned next = byte_at(text, i + k);
        // The first byte that follows excludes overlong forms, surrogates and what is past U+10FFFF.
        unsigned low = 0x80;
        unsigned high = 0xbf;
        if (k == 1 && lead == 0xe0) low = 0xa0;
        if (k == 1 && lead == 0xed) high = 0x9f;
        if (k == 1 && lead == 0xf0) low = 0x90;
        if (k == 1 && lead == 0xf4) high = 0x8f;
        if (next < low || next > high) return 0;
    }
    return length;
}

}  // namespace

ByteSource byte_source(std::string_view bytes) {
    return [rest = bytes](char* buffer, std::size_t size) mutable {
        const std::size_t count = std::min(size, rest.size());
        if (count > 0) std::memcpy(buffer, rest.data(), count);
        rest.remove_prefix(count);
        return count;
    };
}

bool is_utf8(std::string_view text, bool cut) {
    for (std::size_t i = 0; i < text.size();) {
        bool short_of = false;
        const std::size_t length = sequence_length(text, i, short_of);
        if (length == 0) return false;
        if (short_of) return cut;
        i += length;
    }
    return true;
}

std::string utf8_from_latin1(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        const auto code = static_cast<unsigned char>(c);
        if (code < 0x80) {
            text += c;
        } else {
            text += static_cast<char>(0xc0 | (code >> 6));
            text += static_cast<char>(0x80 | (code & 0x3f));
        }
    }
    return text;
}

CsvEncoding encoding_of(std::string_view head, bool cut) {
    if (head.starts_with(kMark8)) return CsvEncoding::utf8;
    if (head.starts_with(kMark16Little)) return CsvEncoding::utf16_le;
    if (head.starts_with(kMark16Big)) return CsvEncoding::utf16_be;
    // Without a mark: digits and commas in UTF-16 have a zero in every second byte, always on the same side.
    const std::size_t units = std::min<std::size_t>(head.size(), 4096) / 2;
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t i = 0; i < units; ++i) {
        even += head[2 * i] == '\0' ? 1 : 0;
        odd += head[2 * i + 1] == '\0' ? 1 : 0;
    }
    if (units > 0 && even == 0 && 10 * odd >= 7 * units) return CsvEncoding::utf16_le;
    if (units > 0 && odd == 0 && 10 * even >= 7 * units) return CsvEncoding::utf16_be;
    return is_utf8(head, cut) ? CsvEncoding::utf8 : CsvEncoding::latin1;
}

std::string_view encoding_name(CsvEncoding encoding) {
    switch (encoding) {
        case CsvEncoding::utf8:
            return "UTF-8";
        case CsvEncoding::utf16_le:
            return "UTF-16 (little-endian)";
        case CsvEncoding::utf16_be:
            return "UTF-16 (big-endian)";
        case CsvEncoding::latin1:
            break;
    }
    return "Latin-1";
}

TextDecoder::TextDecoder(ByteSource source, CsvEncoding encoding)
    : source_(std::move(source)), encoding_(encoding), piece_(kPieceBytes, '\0') {}

bool TextDecoder::read(std::vector<char>& text) {
    std::size_t count = source_(piece_.data(), piece_.size());
    if (!started_) {  // the mark may not come in one piece
        while (count > 0 && count < kMark8.size()) {
            const std::size_t more = source_(piece_.data() + count, piece_.size() - count);
            if (more == 0) break;
            count += more;
        }
    }
    if (count == 0) {
        const bool half = high_ != 0 || odd_ >= 0;
        if (half) put(kReplacement, text);
        high_ = 0;
        odd_ = -1;
        return half;
    }
    std::string_view bytes(piece_.data(), count);
    const std::size_t offset = offset_;
    offset_ += count;
    const bool wide = encoding_ == CsvEncoding::utf16_le || encoding_ == CsvEncoding::utf16_be;
    if (!started_) {
        started_ = true;
        if (encoding_ == CsvEncoding::utf8 && bytes.starts_with(kMark8)) bytes.remove_prefix(kMark8.size());
        if (wide && (bytes.starts_with(kMark16Little) || bytes.starts_with(kMark16Big)))
            bytes.remove_prefix(kMark16Little.size());
    }
    if (wide) {
        append_utf16(bytes, text);
        return true;
    }
    if (const void* zero = std::memchr(bytes.data(), 0, bytes.size())) {
        const auto at = static_cast<std::size_t>(static_cast<const char*>(zero) - piece_.data());
        throw Error("this is not a text file: there is a zero byte at offset " + std::to_string(offset + at));
    }
    text.insert(text.end(), bytes.begin(), bytes.end());
    return true;
}

void TextDecoder::append_utf16(std::string_view bytes, std::vector<char>& text) {
    const unsigned shift_first = encoding_ == CsvEncoding::utf16_le ? 0 : 8;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (odd_ < 0) {
            odd_ = byte;
            continue;
        }
        const auto unit =
            (static_cast<char32_t>(odd_) << shift_first) | (static_cast<char32_t>(byte) << (8 - shift_first));
        odd_ = -1;
        if (unit == 0) throw Error("this is not a text file: it has a zero character");
        const bool low = unit >= 0xdc00 && unit <= 0xdfff;
        if (high_ != 0) {
            const char32_t high = high_;
            high_ = 0;
            if (low) {
                put(0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00), text);
                continue;
            }
            put(kReplacement, text);
        }
        if (unit >= 0xd800 && unit <= 0xdbff)
            high_ = unit;
        else
            put(low ? kReplacement : unit, text);
    }
}

void TextDecoder::put(char32_t letter, std::vector<char>& text) {
    const auto tail = [&](unsigned shift) {
        text.push_back(static_cast<char>(0x80 | ((letter >> shift) & 0x3f)));
    };
    if (letter < 0x80) {
        text.push_back(static_cast<char>(letter));
    } else if (letter < 0x800) {
        text.push_back(static_cast<char>(0xc0 | (letter >> 6)));
        tail(0);
    } else if (letter < 0x10000) {
        text.push_back(static_cast<char>(0xe0 | (letter >> 12)));
        tail(6);
        tail(0);
    } else {
        text.push_back(static_cast<char>(0xf0 | (letter >> 18)));
        tail(12);
        tail(6);
        tail(0);
    }
}

}  // namespace talweg
