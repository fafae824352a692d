using System.Collections.Frozen;

namespace Tributary.Core.Text;

/// <summary>
/// Latin letters with marks, and the plain letters they are typed as by people who do not have them. A table of our own: the platform takes letters apart
/// only with a library that a bare machine lacks.
/// </summary>
internal static class PlainLetters
{
    private const char FullWidth = '\uFF01';
    private const char FullWidthEnd = '\uFF5E';

    private static readonly FrozenDictionary<char, string> Plain = new (string Letters, string Marked)[]
    {
        ("a", "ÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎǞǟǠǡǺǻȀȁȂȃȦȧḀḁẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ"),
        ("b", "ḂḃḄḅḆḇ"),
        ("c", "ÇçĆćĈĉĊċČčḈḉ"),
        ("d", "ĎďḊḋḌḍḎḏḐḑḒḓđĐðÐ"),
        ("e", "ÈÉÊËèéêëĒēĔĕĖėĘęĚěȄȅȆȇȨȩḔḕḖḗḘḙḚḛḜḝẸẹẺẻẼẽẾếỀềỂểỄễỆệ"),
        ("f", "Ḟḟ"),
        ("g", "ĜĝĞğĠġĢģǦǧǴǵḠḡ"),
        ("h", "ĤĥȞȟḢḣḤḥḦḧḨḩḪḫẖħĦ"),
        ("i", "ÌÍÎÏìíîïĨĩĪīĬĭĮįİǏǐȈȉȊȋḬḭḮḯỈỉỊịı"),
        ("j", "Ĵĵǰ"),
        ("k", "ĶķǨǩḰḱḲḳḴḵ"),
        ("l", "ĹĺĻļĽľḶḷḸḹḺḻḼḽłŁ"),
        ("m", "ḾḿṀṁṂṃ"),
        ("n", "ÑñŃńŅņŇňǸǹṄṅṆṇṈṉṊṋ"),
        ("o", "ÒÓÔÕÖòóôõöŌōŎŏŐőƠơǑǒǪǫǬǭȌȍȎȏȪȫȬȭȮȯȰȱṌṍṎṏṐṑṒṓỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợøØǿǾ"),
        ("p", "ṔṕṖṗ"),
        ("r", "ŔŕŖŗŘřȐȑȒȓṘṙṚṛṜṝṞṟ"),
        ("s", "ŚśŜŝŞşŠšſȘșṠṡṢṣṤṥṦṧṨṩẛ"),
        ("t", "ŢţŤťȚțṪṫṬṭṮṯṰṱẗŧŦ"),
        ("u", "ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưǓǔǕǖǗǘǙǚǛǜȔȕȖȗṲṳṴṵṶṷṸṹṺṻỤụỦủỨứỪừỬửỮữỰự"),
        ("v", "ṼṽṾṿ"),
        ("w", "ŴŵẀẁẂẃẄẅẆẇẈẉẘ"),
        ("x", "ẊẋẌẍ"),
        ("y", "ÝýÿŶŷŸȲȳẎẏẙỲỳỴỵỶỷỸỹ"),
        ("z", "ŹźŻżŽžẐẑẒẓẔẕ"),
        ("ae", "æÆǽǼǣǢ"),
        ("dz", "ǄǅǆǱǲǳ"),
        ("ij", "Ĳĳ"),
        ("lj", "Ǉǈǉ"),
        ("nj", "Ǌǋǌ"),
        ("oe", "œŒ"),
        ("ss", "ßẞ"),
        ("th", "þÞ"),
    }.SelectMany(row => row.Marked.Select(sign => KeyValuePair.Create(sign, row.Letters))).ToFrozenDictionary();

    /// <summary>The plain letters, in lower case, of a letter that is marked, joined or as wide as a Chinese sign; null for every other character.</summary>
    public static string? Of(char sign)
    {
        if (sign < 0xC0)
            return null;
        if (sign is >= FullWidth and <= FullWidthEnd)
            return char.ToLowerInvariant((char)(sign - FullWidth + '!')).ToString();
        return Plain.GetValueOrDefault(sign);
    }
}
