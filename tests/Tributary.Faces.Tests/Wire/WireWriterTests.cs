using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Tests.Wire;

public sealed class WireWriterTests
{
    private const string Prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

    [Fact]
    public void Record_IsOneDescription_InBothFormats()
    {
        static void Describe(WireWriter wire) => wire.Document("customer", () =>
        {
            wire.Text("id", "17");
            wire.Number("login", 9L);
            wire.Number("balance", 1310.20m);
            wire.Flag("more", true);
            wire.TextIfAny("absent", null);
            wire.NumberIfAny("none", (long?)null);
            wire.Record("address", () => wire.Text("city", ""));
            wire.List("questions", "question", ["a", "b"], text => wire.Text("text", text));
        });

        Assert.Equal(
            """{"id":"17","login":9,"balance":1310.20,"more":true,"address":{"city":""},"questions":[{"text":"a"},{"text":"b"}]}""",
            Json(Describe));
        Assert.Equal(
            Prolog + "<customer><id>17</id><login>9</login><balance>1310.20</balance><more>true</more><address><city></city></address>"
            + "<questions><question><text>a</text></question><question><text>b</text></question></questions></customer>",
            Xml(Describe));
    }

    [Fact]
    public void List_HasItsFigures_AsMembersOrAsAttributes()
    {
        static void Describe(WireWriter wire) =>
            wire.ListDocument("accounts", "account", [1, 2], id => wire.Number("id", id), () => wire.Number("found", 2L));

        Assert.Equal("""{"found":2,"accounts":[{"id":1},{"id":2}]}""", Json(Describe));
        Assert.Equal(Prolog + "<accounts found=\"2\"><account><id>1</id></account><account><id>2</id></account></accounts>", Xml(Describe));
    }

    [Fact]
    public void EmptyList_IsStillAList()
    {
        static void Describe(WireWriter wire) => wire.ListDocument("accounts", "account", Array.Empty<int>(), _ => { });

        Assert.Equal("""{"accounts":[]}""", Json(Describe));
        Assert.Equal(Prolog + "<accounts></accounts>", Xml(Describe));
    }

    [Fact]
    public void Choices_AreAListInJson_AndRepeatedElementsInXml()
    {
        static void Describe(WireWriter wire) => wire.Document("question", () => wire.Choices("choice", [("v1", "One"), ("v2", "Two")]));

        Assert.Equal("""{"choices":[{"choice":"One","value":"v1"},{"choice":"Two","value":"v2"}]}""", Json(Describe));
        Assert.Equal(Prolog + "<question><choice value=\"v1\">One</choice><choice value=\"v2\">Two</choice></question>", Xml(Describe));
    }

    [Fact]
    public void TextsFromBanks_CannotBreakEitherFormat()
    {
        const string hostile = "a\0b\u0007c\uFFFFd<&>\"'\\\r\ne😀f\ud800g]]>";
        static void Describe(WireWriter wire) => wire.ListDocument(
            "list", "item", [hostile], text => wire.Text("text", text), () => wire.Text("figure", hostile));

        var json = JsonDocument.Parse(Json(Describe)).RootElement;
        Assert.Equal(hostile.Replace('\ud800', '\uFFFD'), json.GetProperty("list")[0].GetProperty("text").GetString());
        var xml = XDocument.Parse(Xml(Describe)).Root!;
        Assert.Equal("abcd<&>\"'\\\ne😀f\uFFFDg]]>", xml.Element("item")!.Element("text")!.Value.Replace("\r", "", StringComparison.Ordinal));
        Assert.StartsWith("abcd<&>\"'\\", xml.Attribute("figure")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Letters_StandAsTheyAre() => Assert.Equal(
        """{"text":"Enter your pet's name: Zoë + <3"}""",
        Json(wire => wire.Document("question", () => wire.Text("text", "Enter your pet's name: Zoë + <3"))));

    private static string Json(Action<WireWriter> description) => Encoding.UTF8.GetString(WireWriter.Write(WireFormat.Json, description).Span);

    private static string Xml(Action<WireWriter> description) => Encoding.UTF8.GetString(WireWriter.Write(WireFormat.Xml, description).Span);
}
