/** The commonest words of other languages in Latin letters, with and without their marks, but for those that are English too. */
const BY_LANGUAGE: Readonly<Record<string, string>> = {
  german:
    'der das dem des und ist nicht nur ein eine einen einem einer eines auf wird werden wurde mit von für aus bei nach über unter alle alles aller ohne oder aber wenn weil dass sich auch noch schon kein keine keinen sind haben kann diese dieser dieses dies ihre ihr sie ich wir zu zum zur im vom beim dann dort hier jede jeden damit wurden soll sollte muss bitte ganz sehr gut',
  dutch:
    'het een en niet wordt worden voor naar zonder maar ook deze dit dat zijn heeft hebben kan alleen alle alles uit bij door aan geen meer nog moet zal wat waar omdat als hij je jij uw dan er ze om te tot op',
  swedish:
    'och att det som inte är ett med för på av från till utan eller kan ska skall alla allt detta denna dessa bara har hade kommer blir bli mycket något ingen inget sig sitt sina vid efter när också',
  danish:
    'og ikke af fra til uden eller alle alt kun dette denne disse bliver blive blev kan skal vil har en det de som på ved efter når også meget nogle ingen sig',
  norwegian:
    'og ikke av fra til uten eller alle alt dette denne disse blir ble kan skal vil har noe ingen seg mye etter når også kun hvis hva',
  icelandic: 'og ekki allar allir allt af frá til án eða er eru það þetta þessi með fyrir skrá skrár sem við úr mun',
  finnish:
    'ja ei se tämä tama kaikki kaikkia ovat että etta joka jotka mutta tai vain myös myos ilman kanssa tämän taman sen niin kuin voi oli ole pysyvästi tiedostot ne nyt kun mikä',
  estonian:
    'ja ei kõik koik kustutab failid ning või voi kuid ainult ka kui mis oma selle käsk kask faili seda olla ilma',
  hungarian:
    'az és es nem egy ez ezt minden összes osszes vagy hogy csak volt lesz mert meg már mar után utan nélkül nelkul fájl fajl fájlt fájlok törli torli parancs mappából nincs kell',
  czech:
    'je se na ve všechny vsechny všech nebo jen pouze bez aby který ktery která ktera které jako příkaz prikaz soubory smaže smaze není neni jsou byl bude podle',
  slovak:
    'je sa na vo všetky vsetky všetko alebo len iba bez aby ktorý ktory ktorá ktoré ako príkaz prikaz súbory subory vymaže vymaze nie sú',
  polish:
    'nie się sie na wszystkie wszystko lub tylko bez aby żeby zeby który ktory która ktora które ktore jako polecenie pliki plik usuwa usunie są został przez dla czy oraz jego tym tego co po ze od przed',
  slovene: 'je ne vse se na za ali samo brez da ki kot ukaz datoteke izbriše izbrise ni bo iz pri',
  croatian:
    'je sve se na za ali samo bez da koji koja koje kao naredba naredbu datoteke briše brise nije su će ce iz fajlove mape',
  albanian: 'dhe është eshte nuk të në ne një nje për nga gjitha skedarët skedaret fshin kjo ky se ose por pa',
  romanian:
    'și este în de pe cu din toate tot acest această aceasta acestea fișierele fisierele șterge sterge sau dar doar fără fara că ce va fi sunt un lui pentru prin',
  italian:
    'il lo gli le un uno una di del della dello dei delle degli che non da dal dalla nel nella nei tutti tutte tutto ogni questo questa questi sono ha solo senza anche ma se essere viene al alla ai ed nessun',
  spanish:
    'el los las un una unos unas de del que es en por para todos todas todo toda este esta estos estas esto solo sólo también pero se al lo su sus ha está como más ya hay será fue ningún archivos',
  portuguese:
    'os um uma uns umas de da das que não nao em na nos nas por para com sem todos todas tudo este esta estes estas isto são sao só também tambem mas se ao seu sua já mais foi será está arquivos ficheiros apaga exclui',
  catalan:
    'el els les un una de del dels que és en amb tots totes tot aquest aquesta aquests són només també però fitxers esborra tota ordre',
  galician: 'os un unha da das que non en por para sen todos todas todo este esta tamén só elimina ficheiros',
  french:
    'le les un une des du de est pas ne que qui en dans pour avec sans tous toutes tout toute ce cette ces sont il elle ils elles au aux sur ou mais donc seulement aussi sa ses leur être sera fait rien cet fichiers',
  latvian: 'un ir nav visus visas visi šo bez vai bet tikai arī ari ar uz kas failus dzēš dzes komanda šī',
  lithuanian:
    'ir yra nėra nera visus visas visi arba bet tik su iš kad kuris failus trina ištrina istrina komanda ši šis',
  turkish:
    've bir bu için icin ile tüm tum değil degil ama veya sadece olan olarak olur siler dosyaları dosyalari komut çok cok daha gibi hiçbir hicbir kadar sonra yok var bütün butun',
  azerbaijani: 'və ve bir bu üçün ilə bütün faylları silir əmr deyil amma yalnız olan həm',
  indonesian:
    'dan yang di ke dari ini itu untuk dengan semua tidak akan atau tanpa pada adalah hanya juga oleh telah sudah perintah menghapus berkas menjalankan seluruh setiap saja',
  malay:
    'dan yang di ke dari ini itu untuk dengan semua tidak akan atau tanpa pada adalah hanya juga oleh telah arahan memadam menjalankan',
  filipino: 'ang ng mga sa na ay ito lahat hindi para nang walang kung ni kay iyon utos buburahin binubura niya',
  vietnamese:
    'và là của không các tất cả này cho với trong được lệnh tệp xóa sẽ những một nhưng chỉ tat khong cac lenh nay duoc xoa tep',
  swahili: 'na ya wa kwa ni hii yote zote faili hufuta amri bila lakini tu au katika kila hizo haya',
  afrikaans: 'en nie alle lêers leers hierdie sonder maar slegs vir dit wat het sal',
  irish: 'agus na tá ní ar le gach comhad seo scriosann ordú gan ach',
  welsh: 'yn ac nid yw mae yr pob ffeil hwn dileu gorchymyn heb ond gan',
  basque: 'eta da ez guztiak hau du bat fitxategi fitxategiak ezabatzen agindu honek dira baina gabe',
  esperanto: 'kaj estas ne ĉiuj ciuj ĉi tiu komando forigas dosierojn aŭ sen kun por de al',
  maltese: 'il huwa mhux kollha dan għal mingħajr bil fil',
  latin: 'est non omnia omnes delet cum sine quod qui',
  somali: 'waa iyo oo ka ku ma dhammaan faylasha tirtiraa amarkan',
};

export const FOREIGN_WORDS: ReadonlySet<string> = new Set(
  Object.values(BY_LANGUAGE).flatMap((words) => words.split(' ')),
);
