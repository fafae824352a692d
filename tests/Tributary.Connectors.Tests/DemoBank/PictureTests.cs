using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Tributary.Connectors.DemoBank.Challenges;

namespace Tributary.Connectors.Tests.DemoBank;

public sealed class PictureTests
{
    [Fact]
    public void WordPicture_ReadBack_ShowsTheLetters()
    {
        var image = WordPicture.Draw("HI");
        var drawn = Shrink(image.Bytes, scale: 6);

        Assert.Equal(
            [
                "............",
                "............",
                "..#..#.###..",
                "..#..#..#...",
                "..####..#...",
                "..#..#..#...",
                "..#..#.###..",
                "............",
                "............",
            ],
            drawn);
    }

    [Fact]
    public void PngImage_EndsWithTheChecksumThatEveryPngEndsWith()
    {
        var bytes = WordPicture.Draw("RIVER").Bytes;

        Assert.Equal("49454E44AE426082", Convert.ToHexString(bytes[^8..]));
    }

    /// <summary>Decodes a greyscale PNG of one bit a pixel, taking one pixel of every block.</summary>
    private static string[] Shrink(byte[] png, int scale)
    {
        var width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16));
        var height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
        Assert.Equal("IDAT", Encoding.ASCII.GetString(png, 37, 4));
        var data = new MemoryStream(png, 41, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33)));
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        using var pixels = new MemoryStream();
        zlib.CopyTo(pixels);
        var stride = 1 + ((width + 7) / 8);
        Assert.Equal(stride * height, pixels.Length);
        var bits = pixels.ToArray();
        return [.. Enumerable.Range(0, height / scale).Select(Row)];

        string Row(int row) =>
            new([.. Enumerable.Range(0, width / scale).Select(column => IsWhite(bits, stride, column * scale, row * scale) ? '.' : '#')]);
    }

    private static bool IsWhite(byte[] pixels, int stride, int x, int y) =>
        (pixels[(y * stride) + 1 + (x / 8)] & (0x80 >> (x % 8))) != 0;
}
