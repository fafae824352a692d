using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Tributary.Core.Money;

namespace Tributary.Core.Institutions.Search;

/// <summary>
/// Institutions as bytes in one array, from which a record is made when somebody asks for it. A packed institution is a number whose bits tell which
/// texts it has, and those texts, each behind its length.
/// </summary>
internal sealed class PackedInstitutions
{
    private static readonly (Func<Institution, string?> Get, Func<Institution, string, Institution> With)[] Texts =
    [
        (i => i.Name, (i, text) => i with { Name = text }),
        (i => i.AccountTypeDescription == "Banking" ? null : i.AccountTypeDescription, (i, text) => i with { AccountTypeDescription = text }),
        (i => i.HomeUrl, (i, text) => i with { HomeUrl = text }),
        (i => i.LogonUrl, (i, text) => i with { LogonUrl = text }),
        (i => i.Phone, (i, text) => i with { Phone = text }),
        (i => i.Email, (i, text) => i with { Email = text }),
        (i => i.SpecialText, (i, text) => i with { SpecialText = text }),
        (i => i.Currency == Currency.Usd ? null : i.Currency.Code, (i, text) => i with { Currency = Currency.Parse(text) }),
        (i => i.Address.Line1, (i, text) => i with { Address = i.Address with { Line1 = text } }),
        (i => i.Address.Line2, (i, text) => i with { Address = i.Address with { Line2 = text } }),
        (i => i.Address.City, (i, text) => i with { Address = i.Address with { City = text } }),
        (i => i.Address.State, (i, text) => i with { Address = i.Address with { State = text } }),
        (i => i.Address.PostalCode, (i, text) => i with { Address = i.Address with { PostalCode = text } }),
        (i => i.Address.Country, (i, text) => i with { Address = i.Address with { Country = text } }),
        (i => i.RoutingNumbers.Count == 0 ? null : string.Concat(i.RoutingNumbers), (i, text) => i with { RoutingNumbers = [.. text.Chunk(9).Select(n => new string(n))] }),
        (i => i.Ofx?.Url, (i, text) => i with { Ofx = new OfxService { Url = text } }),
        (i => i.Ofx?.Org, (i, text) => i with { Ofx = i.Ofx! with { Org = text } }),
        (i => i.Ofx?.Fid, (i, text) => i with { Ofx = i.Ofx! with { Fid = text } }),
        (i => i.Ofx?.BrokerId, (i, text) => i with { Ofx = i.Ofx! with { BrokerId = text } }),
        (i => i.Ofx?.BankId, (i, text) => i with { Ofx = i.Ofx! with { BankId = text } }),
        (i => i.Ofx?.Version, (i, text) => i with { Ofx = i.Ofx! with { Version = text } }),
        (i => i.VanishedAt?.UtcTicks.ToString(), (i, text) => i with { VanishedAt = new DateTimeOffset(long.Parse(text), TimeSpan.Zero) }),
    ];

    private readonly byte[] _bytes;
    private readonly int[] _ends;
    private readonly long[] _ids;

    // Ids in ascending order, and whose they are.
    private readonly long[] _sortedIds;
    private readonly int[] _ofSortedIds;

    private PackedInstitutions(byte[] bytes, int[] ends, long[] ids)
    {
        _bytes = bytes;
        _ends = ends;
        _ids = ids;
        _sortedIds = [.. ids];
        _ofSortedIds = [.. Enumerable.Range(0, ids.Length)];
        Array.Sort(_sortedIds, _ofSortedIds);
    }

    /// <summary>How many there are.</summary>
    public int Count => _ids.Length;

    /// <summary>An institution's place; -1 where there is none of this id.</summary>
    public int Find(long id)
    {
        var at = Array.BinarySearch(_sortedIds, id);
        return at < 0 ? -1 : _ofSortedIds[at];
    }

    /// <summary>The id of the institution at a place.</summary>
    public long IdOf(int place) => _ids[place];

    /// <summary>Makes the record of the institution at a place.</summary>
    public Institution Read(int place)
    {
        var rest = _bytes.AsSpan((place == 0 ? 0 : _ends[place - 1])..(_ends[place]));
        var has = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        rest = rest[4..];
        var institution = new Institution { Id = new InstitutionId(_ids[place]), Name = "" };
        for (var i = 0; i < Texts.Length; i++)
        {
            if ((has & (1u << i)) == 0)
                continue;
            var length = 0;
            for (var shift = 0; ; shift += 7)
            {
                var part = rest[0];
                rest = rest[1..];
                length |= (part & 0x7F) << shift;
                if (part < 0x80)
                    break;
            }

            institution = Texts[i].With(institution, Encoding.UTF8.GetString(rest[..length]));
            rest = rest[length..];
        }

        return institution;
    }

    internal sealed class Builder
    {
        private readonly ArrayBufferWriter<byte> _bytes = new(1 << 16);
        private readonly List<int> _ends = [];
        private readonly List<long> _ids = [];

        public void Add(Institution institution)
        {
            var head = _bytes.WrittenCount;
            var has = 0u;
            BinaryPrimitives.WriteUInt32LittleEndian(_bytes.GetSpan(4), 0);
            _bytes.Advance(4);
            for (var i = 0; i < Texts.Length; i++)
            {
                if (Texts[i].Get(institution) is not { } text)
                    continue;
                has |= 1u << i;
                Write(text);
            }

            BinaryPrimitives.WriteUInt32LittleEndian(System.Runtime.InteropServices.MemoryMarshal.AsMemory(_bytes.WrittenMemory).Span[head..], has);
            _ends.Add(_bytes.WrittenCount);
            _ids.Add(institution.Id.Value);
        }

        public PackedInstitutions Build() => new(_bytes.WrittenSpan.ToArray(), [.. _ends], [.. _ids]);

        private void Write(string text)
        {
            var length = Encoding.UTF8.GetByteCount(text);
            var span = _bytes.GetSpan(5 + length);
            var at = 0;
            var rest = length;
            while (rest >= 0x80)
            {
                span[at++] = (byte)(rest | 0x80);
                rest >>= 7;
            }

            span[at++] = (byte)rest;
            Encoding.UTF8.GetBytes(text, span[at..]);
            _bytes.Advance(at + length);
        }
    }
}
