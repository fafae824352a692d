using Tributary.Core.Challenges;

namespace Tributary.Connectors.DemoBank.Challenges;

/// <summary>Draws a word as a picture that a person can read: capital letters on a five-row grid, black on white, enlarged.</summary>
internal static class WordPicture
{
    private const int Scale = 6;
    private const int Margin = 2;
    private const int Rows = 5;

    private static readonly Dictionary<char, string[]> Letters = new()
    {
        ['A'] = [".##.", "#..#", "####", "#..#", "#..#"],
        ['B'] = ["###.", "#..#", "###.", "#..#", "###."],
        ['C'] = [".###", "#...", "#...", "#...", ".###"],
        ['D'] = ["###.", "#..#", "#..#", "#..#", "###."],
        ['E'] = ["####", "#...", "###.", "#...", "####"],
        ['G'] = [".###", "#...", "#.##", "#..#", ".###"],
        ['H'] = ["#..#", "#..#", "####", "#..#", "#..#"],
        ['I'] = ["###", ".#.", ".#.", ".#.", "###"],
        ['K'] = ["#..#", "#.#.", "##..", "#.#.", "#..#"],
        ['L'] = ["#...", "#...", "#...", "#...", "####"],
        ['M'] = ["#...#", "##.##", "#.#.#", "#...#", "#...#"],
        ['N'] = ["#...#", "##..#", "#.#.#", "#..##", "#...#"],
        ['O'] = [".##.", "#..#", "#..#", "#..#", ".##."],
        ['R'] = ["###.", "#..#", "###.", "#.#.", "#..#"],
        ['S'] = [".###", "#...", ".##.", "...#", "###."],
        ['T'] = ["#####", "..#..", "..#..", "..#..", "..#.."],
        ['U'] = ["#..#", "#..#", "#..#", "#..#", ".##."],
        ['V'] = ["#...#", "#...#", "#...#", ".#.#.", "..#.."],
        ['W'] = ["#...#", "#...#", "#.#.#", "##.##", "#...#"],
        ['Y'] = ["#...#", ".#.#.", "..#..", "..#..", "..#.."],
    };

    /// <summary>Draws a word.</summary>
    /// <param name="word">Capital letters of those the font has; the dialogues' words use no others.</param>
    /// <returns>A PNG picture.</returns>
    public static ChallengeImage Draw(string word)
    {
        var rows = Enumerable.Range(0, Rows).Select(row => string.Join('.', word.Select(c => Letters[c][row]))).ToArray();
        var width = (rows[0].Length + (2 * Margin)) * Scale;
        var height = (Rows + (2 * Margin)) * Scale;
        return new ChallengeImage("image/png", PngImage.Encode(width, height, IsInk));

        bool IsInk(int x, int y)
        {
            var (column, row) = ((x / Scale) - Margin, (y / Scale) - Margin);
            return row is >= 0 and < Rows && column >= 0 && column < rows[0].Length && rows[row][column] == '#';
        }
    }
}
