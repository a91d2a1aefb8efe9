// Pictures as OpenGL textures, kept as long as they are drawn.
#include "app/shell/gl_textures.h"

#include <GLFW/glfw3.h>

namespace talweg {
namespace {

// While a point is dragged, every frame may bring a picture of many megabytes.
constexpr std::uint64_t kFramesKept = 2;
constexpr GLint kClampToEdge = 0x812F;  // OpenGL 1.2, absent from some gl.h

}  // namespace

GlTextures::~GlTextures() = default;

ImTextureID GlTextures::texture(const Image& image, bool smooth) {
    Entry& entry = entries_[{image.revision, smooth}];
    entry.last_frame = frame_;
    if (entry.name != 0) return compat::texture_id(entry.name);
    GLint before = 0;
    glGetIntegerv(GL_TEXTURE_BINDING_2D, &before);
    glGenTextures(1, &entry.name);
    glBindTexture(GL_TEXTURE_2D, entry.name);
    const GLint filter = smooth ? GL_LINEAR : GL_NEAREST;
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, kClampToEdge);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, kClampToEdge);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, image.width, image.height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 image.pixels.data());
    glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(before));
    return compat::texture_id(entry.name);
}

void GlTextures::end_frame() {
    ++frame_;
    for (auto it = entries_.begin(); it != entries_.end();) {
        if (it->second.last_frame + kFramesKept >= frame_) {
            ++it;
            continue;
        }
        glDeleteTextures(1, &it->second.name);
        it = entries_.erase(it);
    }
}

void GlTextures::clear() {
    for (auto& [key, entry] : entries_) glDeleteTextures(1, &entry.name);
    entries_.clear();
}

}  // namespace talweg
