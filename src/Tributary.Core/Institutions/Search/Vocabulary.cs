using System.Collections.Frozen;

namespace Tributary.Core.Institutions.Search;

/// <summary>What people and registers write for what: abbreviations of the trade, nicknames of large institutions, states.</summary>
internal static class Vocabulary
{
    private static readonly FrozenSet<string> Joining = FrozenSet.ToFrozenSet(["the", "of", "and", "at", "for"], StringComparer.Ordinal);
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> JoiningParts = Joining.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Words that tell hardly anything apart: a query may leave them out or have one too many.</summary>
    private static readonly FrozenSet<string> Generic = FrozenSet.ToFrozenSet(
        [
            "bank", "banks", "banking", "credit", "union", "federal", "national", "savings", "trust", "company", "financial", "na", "association", "inc", "corp",
            "corporation", "group", "llc", "fsb", "ssb", "online", "services", "card", "cards", "account", "login", "usa", "direct", "connect", "bancorp", "loan",
            "investments", "mortgage", "brokerage",
        ],
        StringComparer.Ordinal);

    /// <summary>Abbreviations with one meaning; a name has them written out in the index, and so has a query.</summary>
    private static readonly FrozenDictionary<string, string[]> Meanings = Read(
        """
        natl national
        nat national
        ntl national
        nl national
        fcu federal credit union
        cu credit union
        efcu employees federal credit union
        cfcu community federal credit union
        ccu community credit union
        ecu employees credit union
        fedl federal
        svgs savings
        svg savings
        sv savings
        svngs savings
        sav savings
        savs savings
        sb savings bank
        sla savings loan association
        bk bank
        bnk bank
        bks banks
        bkg banking
        tr trust
        trst trust
        tru trust
        co company
        cos companies
        assn association
        assoc association
        asn association
        ass association
        emp employees
        empl employees
        empls employees
        emps employees
        cmty community
        cmnty community
        commty community
        comml commercial
        coml commercial
        intl international
        fin financial
        finl financial
        svc service
        svcs services
        svce service
        amer american
        univ university
        dept department
        govt government
        cnty county
        cty county
        mut mutual
        coop cooperative
        tchrs teachers
        tchr teachers
        educ educators
        mfrs manufacturers
        mfg manufacturing
        mtg mortgage
        merch merchants
        mchts merchants
        mrchnts merchants
        frmrs farmers
        fmrs farmers
        ft fort
        hts heights
        sec security
        secur security
        inv investment
        mgmt management
        mgt management
        ctr center
        cntr center
        ctrl central
        cntrl central
        corp corporation
        ins insurance
        fdrs federal
        pub public
        metro metropolitan
        vly valley
        mtn mountain
        isl island
        wash washington
        calif california
        penn pennsylvania
        mass massachusetts
        okla oklahoma
        tenn tennessee
        1st first
        2nd second
        3rd third
        4th fourth
        5th fifth
        1 one
        """);

    /// <summary>Abbreviations with several meanings, or that are also words of their own: each counts beside the word itself.</summary>
    private static readonly FrozenDictionary<string, string[]> Alternatives = Read(
        """
        st state saint street
        saint st
        mt mount mountain
        mount mt
        comm community commercial commerce communications
        com community commercial commerce
        fed federal
        nt national
        bt bank trust
        sl savings
        fm farmers merchants
        cap capital
        cr credit
        un union
        hosp hospital
        ind independent indiana
        mid midland
        fla florida
        ill illinois
        ed education educators
        educators education
        """);

    /// <summary>Of a query alone: what everybody calls some institutions, and what starts of names stand for.</summary>
    private static readonly (string[] Said, string[] Meant, bool IsWhole)[] Nicknames = ReadNicknames(
        """
        boa = bank of america
        bofa = bank of america
        b of a = bank of america
        bank of am = bank of america
        boam = bank of america
        amex = american express
        am ex = american express
        amx = american express
        wf = wells fargo
        ! wells = wells fargo
        cap1 = capital one
        cap one = capital one
        capone = capital one
        c1 = capital one
        jpm = jp morgan
        jpmc = jpmorgan chase
        jpmc = jp morgan chase
        chase bank = jpmorgan chase
        penfed = pentagon federal
        bny = bank of new york
        bony = bank of new york
        bnym = bank of new york mellon
        5 3 = fifth third
        53 = fifth third
        5th 3rd = fifth third
        ! gs = goldman sachs
        ! ms = morgan stanley
        citi = citibank
        fido = fidelity investments
        nfcu = navy federal credit union
        navy fed = navy federal credit union
        dcu = digital federal credit union
        becu = boeing employees credit union
        secu = state employees credit union
        sefcu = state employees federal credit union
        pncu = pnc
        usb = us bank
        ! td = toronto dominion
        fnb = first national bank
        fnbo = first national bank omaha
        frb = first republic bank
        svb = silicon valley bank
        wamu = washington mutual
        bbt = branch banking trust
        sdfcu = state department federal credit union
        slfcu = sandia laboratory federal credit union
        golden 1 = golden1
        tiaa = tiaa cref
        ! ml = merrill lynch
        lfcu = langley federal credit union
        fsb = federal savings bank
        fftb = fifth third bank
        hsbc usa = hsbc bank
        """);

    private static readonly ILookup<string, (string[] Said, string[] Meant, bool IsWhole)> NicknamesByFirstWord =
        Nicknames.ToLookup(nickname => nickname.Said[0], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> States = Read(
        """
        al alabama
        ak alaska
        az arizona
        ar arkansas
        ca california
        co colorado
        ct connecticut
        de delaware
        dc district columbia
        fl florida
        ga georgia
        hi hawaii
        id idaho
        il illinois
        in indiana
        ia iowa
        ks kansas
        ky kentucky
        la louisiana
        me maine
        md maryland
        ma massachusetts
        mi michigan
        mn minnesota
        ms mississippi
        mo missouri
        mt montana
        ne nebraska
        nv nevada
        nh new hampshire
        nj new jersey
        nm new mexico
        ny new york
        nc north carolina
        nd north dakota
        oh ohio
        ok oklahoma
        or oregon
        pa pennsylvania
        pr puerto rico
        ri rhode island
        sc south carolina
        sd south dakota
        tn tennessee
        tx texas
        ut utah
        vt vermont
        va virginia
        wa washington
        wv west virginia
        wi wisconsin
        wy wyoming
        gu guam
        vi virgin islands
        """).ToFrozenDictionary(state => state.Key, state => string.Join(' ', state.Value), StringComparer.Ordinal);

    /// <summary>Whether a word only joins others.</summary>
    public static bool Joins(ReadOnlySpan<char> word) => JoiningParts.Contains(word);

    /// <summary>Whether a word tells hardly anything apart.</summary>
    public static bool IsGeneric(string word) => Generic.Contains(word);

    /// <summary>What an abbreviation stands for, or the word itself.</summary>
    public static IReadOnlyList<string> WriteOut(string word) => Meanings.TryGetValue(word, out var words) ? words : [word];

    /// <summary>What else a word may stand for; none for most.</summary>
    public static IReadOnlyList<string> AlternativesOf(string word) => Alternatives.TryGetValue(word, out var words) ? words : [];

    /// <summary>A state's name by its two letters; null for anything else.</summary>
    public static string? StateOf(string letters) => States.GetValueOrDefault(letters);

    /// <summary>A query with nicknames replaced by what they stand for, one reading for each nickname found in it.</summary>
    public static IEnumerable<List<string>> ReadNicknames(IReadOnlyList<string> words)
    {
        for (var at = 0; at < words.Count; at++)
        {
            foreach (var (said, meant, isWhole) in NicknamesByFirstWord[words[at]])
            {
                if ((!isWhole || words.Count == said.Length) && words.Skip(at).Take(said.Length).SequenceEqual(said, StringComparer.Ordinal))
                    yield return [.. words.Take(at), .. meant, .. words.Skip(at + said.Length)];
            }
        }
    }

    private static FrozenDictionary<string, string[]> Read(string lines) => lines
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' '))
        .ToFrozenDictionary(words => words[0], words => words[1..], StringComparer.Ordinal);

    private static (string[] Said, string[] Meant, bool IsWhole)[] ReadNicknames(string lines) =>
    [
        .. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line =>
        {
            var sides = line.TrimStart('!').Split('=');
            return (Written(sides[0]), Written(sides[1]), line.StartsWith('!'));
        }),
    ];

    /// <summary>A table's words as a query's words come out: without joining ones, letters together, abbreviations written out.</summary>
    private static string[] Written(string words) => [.. SearchText.Words(SearchText.Fold(words)).SelectMany(WriteOut)];
}
